/** A request while it is made: first a valid call, then spoiled in one way after the other, and in the end bytes. */
import { randomUUID } from 'node:crypto';
import { queryText } from '../../client/sent.ts';
import { noBody } from '../../shared/contract/common.ts';
import type { ProblemSlug } from '../../shared/contract/problems.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { mark as canaryMark } from '../e2e/support/canary.ts';
import { textOf, treeOf, type Tree } from './json.ts';
import type { Right } from './right-calls.ts';
import type { World } from '../world/a-world.ts';

/** In every text that the fuzzer makes, so that it is recognized in answers and in logs. `logs.ts` searches the logs for it. */
export const mark = canaryMark;

/** The row of a route in the contract. */
export function rulesOf(route: RouteId): RouteContract {
  return contract[route];
}

/** The schema of the body of a route. Undefined: the route takes no body. */
export function bodyTakenBy(route: RouteId): RouteContract['body'] | undefined {
  const { body } = rulesOf(route);
  return body === noBody ? undefined : body;
}

/** Whether every caller may call the route. Then the service reads no credential. */
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
  /** The number of the request in the run. It is in the texts of the request, so that an echo is recognized. */
  readonly n: number;
  /** The body instead of the valid one. */
  readonly body?: Tree | undefined;
}

export class Draft {
  readonly route: RouteId;
  readonly world: World;
  /** In every text of this request, and in no other request. */
  readonly mark: string;
  /** Its number in the run. */
  readonly n: number;
  method: string;
  /** By the names in the path, encoded as they are sent. */
  readonly params: Map<string, string>;
  /** After the path: `?…`, or empty, encoded as it is sent. */
  query: string;
  /** Instead of the path that the parameters make. */
  path: string | undefined;
  token: string | undefined;
  /** Instead of `Bearer` and the token. */
  authorization: string | undefined;
  readonly headers: [name: string, value: string][];
  body: Tree | undefined;
  /** Whether something in the body is already wrong. */
  isBodyWrong = false;
  /** Instead of the body's text. */
  bytes: Buffer | undefined;
  /** Changes the finished bytes of the whole request. */
  mangle: ((bytes: Buffer) => Buffer) | undefined;
  /** Why it must be refused. Empty: the service may accept it. */
  readonly refusals = new Set<ProblemSlug>();
  /** Whether the gateway itself may answer, or close the connection, before any function sees it. */
  isForGateway = false;

  constructor({ route, world, right, n, body }: Ordered) {
    this.route = route;
    this.n = n;
    this.world = world;
    // It ends in a letter, so that no mark is a prefix of another.
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

  /** Clears the refusals, after something valid has replaced what was wrong. */
  clearRefusals(): void {
    this.refusals.clear();
  }

  /** Sets a header, and replaces the header of that name. */
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

  /** The bytes of the request as they are sent. */
  toBytes(): Buffer {
    const { content, authorization = this.token === undefined ? undefined : `Bearer ${this.token}` } = this;
    const named = new Set(this.headers.map(([name]) => name));
    const usual: [string, string][] = [
      ['host', 'localhost'],
      ['user-agent', `${this.mark}-agent`],
      ['x-forwarded-for', `${this.mark}-address`],
      ['cookie', `session=${this.mark}-cookie`],
      ...(authorization === undefined ? [] : [['authorization', authorization] satisfies [string, string]]),
      ...(content === undefined ? [] : [['content-type', 'application/json'] satisfies [string, string]]),
      ...(content === undefined ? [] : [['content-length', String(content.length)] satisfies [string, string]]),
    ];
    const lines = [...usual.filter(([name]) => !named.has(name)), ...this.headers].map(([name, value]) => `${name}: ${value}`);
    const head = Buffer.from(`${[`${this.method} ${this.target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1');
    const whole = content === undefined ? head : Buffer.concat([head, content]);
    return this.mangle === undefined ? whole : this.mangle(whole);
  }
}
