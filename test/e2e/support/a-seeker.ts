/** A seeker of a space, through its partner or directly, and the seeker's calls. */
import type { Answer } from '../../../client/answer.ts';
import type { BodyOf } from '../../../client/client.ts';
import type { Sent } from '../../../client/sent.ts';
import { call, succeeded, succeeds } from './call.ts';
import type { ASpace } from './a-space.ts';
import { canary } from './canary.ts';
import { held } from './wait.ts';
import { askingBody } from '../../world/bodies.ts';

export type AskParts = Partial<Sent<'ask'>['body']>;
export type Request = BodyOf<'showRequest'>;
export type Created = BodyOf<'ask'>;

export interface Asking {
  /** The Idempotency-Key. Default: a fresh one. */
  readonly key?: string;
  /** The partner's key. `null`: without any credential. Default: the key of the space's partner. */
  readonly by?: string | null;
  readonly headers?: Record<string, string>;
}

/** A talk request of a seeker without wishes. */
export function wanting(parts: AskParts = {}): Sent<'ask'>['body'] {
  return { ...askingBody, ...parts };
}

/** An Idempotency-Key of this call only, with more than 128 random bits. */
export function aKeyOfOnce(): string {
  return `${canary('key')}-${crypto.randomUUID()}`;
}

/** Makes a talk request. The test judges the answer. */
export function ask({ id, partner }: ASpace, parts: AskParts = {}, asking: Asking = {}): Promise<Answer<'ask'>> {
  const { key = aKeyOfOnce(), by = partner.key, headers = {} } = asking;
  return call('ask', {
    token: by ?? undefined,
    params: { space: id },
    idempotencyKey: key,
    headers,
    body: wanting(parts),
  });
}

/** A talk request, with its seeker's calls. */
export class Seeker {
  readonly id: string;
  readonly token: string;
  readonly space: string;
  /** As it was when it was made. */
  readonly created: Created;

  constructor(space: string, created: Created) {
    this.space = space;
    this.created = created;
    this.id = created.id;
    this.token = created.token;
  }

  get as() {
    return { token: this.token, params: { space: this.space, request: this.id } };
  }

  read(): Promise<Request> {
    return succeeds('showRequest', this.as);
  }

  /** Holds a long poll until the request is as wished. */
  sees(isWished: (request: Request) => boolean, msMax?: number): Promise<Request> {
    return held('showRequest', { ...this.as, msMax }, isWished);
  }

  cancel(): Promise<Answer<'cancelRequest'>> {
    return call('cancelRequest', this.as);
  }

  saysNotSafe() {
    return call('sayNotSafe', this.as);
  }

  here(): Promise<void> {
    return succeeds('stillHere', this.as);
  }

  erase() {
    return succeeds('eraseRequest', this.as);
  }

  /** A call about a conversation of this seeker. */
  about(conversation: string) {
    return { token: this.token, params: { space: this.space, conversation } };
  }
}

export async function aSeeker(space: ASpace, parts: AskParts = {}, asking: Asking = {}): Promise<Seeker> {
  return new Seeker(space.id, await succeeded(ask(space, parts, asking)));
}
