/** A request while it is made: a right call first, then spoiled in one way after the other, at last bytes. */
import { randomUUID } from 'node:crypto';
import { queryText } from '../../client/sent.ts';
import { noBody } from '../../shared/contract/common.ts';
import type { ProblemSlug } from '../../shared/contract/problems.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { mark as canaryMark } from '../e2e/support/canary.ts';
import { textOf, treeOf, type Tree } from './json.ts';
import type { Right } from './right-calls.ts';
import type { World } from './world.ts';

/** In every text that the fuzzer makes up, so that a repetition is noticed. `logs.ts` searches the logs for the same canary. */
export const mark = canaryMark;

/** The contract of a route, as one of many. */
export function rulesOf(route: RouteId): RouteContract {
  return contract[route];
}

/** The schema of the body of a route; undefined: it takes none. */
export function bodyTakenBy(route: RouteId): RouteContract['body'] | undefined {
  const { body } = rulesOf(route);
  return body === noBody ? undefined : body;
}

/** Whether anybody at all may call it: then no credential is looked at. */
export function isOpenToAll(route: RouteId): boolean {
  return rulesOf(route).callers.every((caller) => caller === 'anyone');
}

/** Names of the parameters in the path of a route. */
export function paramsOf(route: RouteId): readonly string[] {
  return [...contract[route].path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
}

export interface Ordered {
  readonly route: RouteId;
  readonly world: World;
  readonly right: Right;
  /** Which request of the run it is: in its texts, so that an echo is known as its own. */
  readonly n: number;
  /** The body instead of the right one. */
  readonly body?: Tree | undefined;
}

export class Draft {
  readonly route: RouteId;
  readonly world: World;
  /** In every text of this request alone. */
  readonly mark: string;
  /** Its number in the run. */
  readonly n: number;
  method: string;
  /** By the names in the path; encoded as they are sent. */
  readonly params: Map<string, string>;
  /** After the path: `?…`, or empty; encoded as it is sent. */
  query: string;
  /** Instead of the path that the parameters make. */
  path: string | undefined;
  token: string | undefined;
  /** Instead of `Bearer` and the token. */
  authorization: string | undefined;
  readonly headers: [name: string, value: string][];
  body: Tree | undefined;
  /** Something in it is wrong already. */
  isBodyWrong = false;
  /** Instead of the body's text. */
  bytes: Buffer | undefined;
  /** Changes the finished bytes of the whole request. */
  mangle: ((bytes: Buffer) => Buffer) | undefined;
  /** Why it must be refused; empty: it may be taken. */
  readonly refusals = new Set<ProblemSlug>();
  /** Whether the gateway itself may answer, or close the connection, before any function sees it. */
  isForGateway = false;

  constructor({ route, world, right, n, body }: Ordered) {
    this.route = route;
    this.n = n;
    this.world = world;
    // It ends in a letter, so that none is the beginning of another.
    this.mark = `${mark}-${n}x`;
    this.method = contract[route].method;
    this.params = new Map(Object.entries(right.params ?? {}).map(([name, value]) => [name, encodeURIComponent(value)]));
    this.query = queryText(right.query ?? {});
    this.token = right.token;
    this.body = body ?? (right.body === undefined ? undefined : treeOf(right.body));
    this.headers = right.ifMatch === undefined ? [] : [['if-match', right.ifMatch]];
    if (rulesOf(route).idempotencyKey !== 'none') this.headers.push(['idempotency-key', `${this.mark}-${randomUUID()}`]);
  }

  refuse(...slugs: readonly ProblemSlug[]): void {
    for (const slug of slugs) this.refusals.add(slug);
  }

  /** What was wrong with the body is wrong no more: another one took its place. */
  forgive(): void {
    this.refusals.clear();
  }

  /** Sets a header, in place of one that is there. */
  header(name: string, value: string): void {
    const at = this.headers.findIndex(([known]) => known === name);
    if (at >= 0) this.headers.splice(at, 1);
    this.headers.push([name, value]);
  }

  /** The request target as it is sent. */
  get target(): string {
    const path = contract[this.route].path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => this.params.get(name) ?? name);
    return `${this.path ?? path}${this.query}`;
  }

  /** The bytes of the body, if it has one. */
  get content(): Buffer | undefined {
    return this.bytes ?? (this.body === undefined ? undefined : Buffer.from(textOf(this.body)));
  }

  /** The request as it goes over the wire. */
  toBytes(): Buffer {
    const { content, authorization = this.token === undefined ? undefined : `Bearer ${this.token}` } = this;
    const said = new Set(this.headers.map(([name]) => name));
    const usual: [string, string][] = [
      ['host', 'localhost'],
      ['user-agent', `${this.mark}-agent`],
      ['x-forwarded-for', `${this.mark}-address`],
      ['cookie', `session=${this.mark}-cookie`],
      ...(authorization === undefined ? [] : [['authorization', authorization] satisfies [string, string]]),
      ...(content === undefined ? [] : [['content-type', 'application/json'] satisfies [string, string]]),
      ...(content === undefined ? [] : [['content-length', String(content.length)] satisfies [string, string]]),
    ];
    const lines = [...usual.filter(([name]) => !said.has(name)), ...this.headers].map(([name, value]) => `${name}: ${value}`);
    const head = Buffer.from(`${[`${this.method} ${this.target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1');
    const whole = content === undefined ? head : Buffer.concat([head, content]);
    return this.mangle === undefined ? whole : this.mangle(whole);
  }
}
