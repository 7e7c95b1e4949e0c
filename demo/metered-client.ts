/**
 * The client of the demo: it measures every call, waits and calls again when the service asks for it, and counts each answer that an
 * evening does not bring. A service that says "come later", or does not answer, is a part of life and no fault.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Told } from '../actors/session.ts';
import { refusalIn, type Answer, type AnyAnswer } from '../client/answer.ts';
import { bodyOf, type BodyOf, type Client } from '../client/client.ts';
import { saysLater } from '../client/come-later.ts';
import { methodOf, patternOf, type RouteId } from '../client/route.ts';
import type { RawSent, Sent } from '../client/sent.ts';
import { UnexpectedAnswer } from '../client/unexpected-answer.ts';
import { contract } from '../shared/contract/contract.ts';
import { isExpected } from './expected-refusals.ts';
import { attemptsMax, retryMs, retryMsMax } from './limits.ts';
import { countAnswered, countUnexpected, type Meter } from './meter.ts';

export interface MeteredClient {
  /**
   * One call. `unknown`: no answer, one that asks to come later, or one that the contract does not describe; then some time has passed.
   * `until` interrupts the call, when the caller does not need the answer any more.
   */
  told<Id extends RouteId>(id: Id, sent: Sent<Id>, until?: AbortSignal): Promise<Told<Id>>;
  /** The same call, made again while it is unknown. `unknown`: it still is after many attempts. */
  insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>>;
  /** The body of a success of the same. Rejects after anything else. */
  succeeds<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<BodyOf<Id>>;
}

/** The evening was ended early while a call was under way. */
export class EveningEnded extends Error {}

/** What came of one request; undefined: no answer. */
type Outcome<Id extends RouteId> = Answer<Id> | UnexpectedAnswer | undefined;

/** Counts into `meter`; `off` ends every call. Any number of calls at once. */
export function meteredClient(client: Client, meter: Meter, off: AbortSignal): MeteredClient {
  const once = async <Id extends RouteId>(id: Id, sent: RawSent, until?: AbortSignal): Promise<Outcome<Id>> => {
    const began = performance.now();
    const outcome: Outcome<Id> = await client.raw(id, { ...sent, signal: eitherOf(off, until) }).catch(unexpectedOnly);
    if (!off.aborted) measure(meter, { id, isHeld: isHeld(id, sent), outcome, milliseconds: performance.now() - began });
    return outcome;
  };
  const told = async <Id extends RouteId>(id: Id, sent: RawSent, until?: AbortSignal): Promise<Told<Id>> => {
    const outcome = await once(id, sent, until);
    if (outcome === undefined && (off.aborted || until?.aborted === true)) return { kind: 'unknown' };
    if (saysLater(outcome)) {
      meter.later += 1;
      await pause(retryDelay(outcome), eitherOf(off, until));
      return { kind: 'unknown' };
    }
    if (outcome instanceof UnexpectedAnswer) countUnexpected(meter, `${nameOf(id)} ${textOf(outcome)}`);
    if (outcome === undefined || outcome instanceof UnexpectedAnswer) return { kind: 'unknown' };
    if (outcome.kind === 'refusal' && !isExpected(id, outcome))
      countUnexpected(meter, `${nameOf(id)} ${outcome.status} ${outcome.problem}`);
    if (isHeld(id, sent)) await pauseAsAsked(outcome, eitherOf(off, until));
    return outcome;
  };
  const insist = async <Id extends RouteId>(id: Id, sent: RawSent): Promise<Told<Id>> => {
    for (let attempt = 1; ; attempt += 1) {
      const known = await told(id, sent);
      if (known.kind !== 'unknown' || attempt >= attemptsMax || off.aborted) return known;
    }
  };
  return {
    told,
    insist,
    succeeds: async (id, sent) => {
      const known = await insist(id, sent);
      if (off.aborted) throw new EveningEnded();
      if (known.kind === 'unknown') throw new Error(`${nameOf(id)}: the service did not answer ${attemptsMax} times`);
      return bodyOf(id, known);
    },
  };
}

function nameOf(id: RouteId): string {
  return `${methodOf(id)} ${patternOf(id)}`;
}

function textOf({ response }: UnexpectedAnswer): string {
  const { status } = response;
  return `${status} ${refusalIn(response)?.problem ?? (status < 400 ? 'not as the contract says' : 'no problem document')}`;
}

function unexpectedOnly(error: unknown): UnexpectedAnswer | undefined {
  return error instanceof UnexpectedAnswer ? error : undefined;
}

function eitherOf(off: AbortSignal, until: AbortSignal | undefined): AbortSignal {
  return until === undefined ? off : AbortSignal.any([off, until]);
}

/** The matching endpoint holds its answer for as long as its body says. */
function isHeld(id: RouteId, { waitSeconds }: RawSent): boolean {
  return waitSeconds !== undefined || id === 'match';
}

interface Measured {
  readonly id: RouteId;
  readonly isHeld: boolean;
  readonly outcome: AnyAnswer | UnexpectedAnswer | undefined;
  readonly milliseconds: number;
}

function measure(meter: Meter, { id, isHeld: wasHeld, outcome, milliseconds }: Measured): void {
  if (outcome === undefined) return;
  if (wasHeld) meter.held += 1;
  else countAnswered(meter, id, milliseconds);
  if (lacksSupport(id, outcome)) meter.supportMissing += 1;
}

const withSupport = z.object({ support: z.object({ resources: z.array(z.unknown()).min(1) }) });

/** The contract wants help in every answer with a body on such a route. */
function lacksSupport(id: RouteId, outcome: AnyAnswer | UnexpectedAnswer): boolean {
  if (!contract[id].support || outcome instanceof UnexpectedAnswer) return false;
  const body = outcome.kind === 'success' ? outcome.body : outcome.document;
  return body !== undefined && !withSupport.safeParse(body).success;
}

/** A wait that was not held, since as many wait as may: the next call comes when the answer says. */
async function pauseAsAsked({ status, retryAfterSeconds = 0 }: AnyAnswer, until: AbortSignal): Promise<void> {
  const milliseconds = status === 304 ? retryAfterSeconds * 1000 : 0;
  if (milliseconds > 0) await pause(Math.min(retryMsMax, milliseconds), until);
}

async function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: until }).catch(() => undefined);
}

/** Milliseconds: as the answer says, within bounds. */
function retryDelay(outcome: AnyAnswer | UnexpectedAnswer | undefined): number {
  const asked = outcome === undefined || outcome instanceof UnexpectedAnswer ? 0 : (outcome.retryAfterSeconds ?? 0);
  return Math.min(retryMsMax, Math.max(retryMs, asked * 1000));
}
