/** Records every call of the chaos tests: what each actor sent, and what came back. */
import type { Answer } from '../../client/answer.ts';
import { earshotClient, type Client } from '../../client/client.ts';
import { jsonIn } from '../../client/json.ts';
import { methodOf, type RouteId } from '../../client/route.ts';
import type { RawSent, Sent } from '../../client/sent.ts';
import { UnexpectedAnswer } from '../../client/unexpected-answer.ts';
import { beginOf, endOf, outcomeOf, type End, type Operation } from '../world/history/operation.ts';
import { Semaphore } from './semaphore.ts';

/** A call of the actor `who`. With `timeoutMs` the actor hangs up after that time. The call may still take effect. */
export type Calling<Id extends RouteId> = { readonly who: string; readonly route: Id } & Sent<Id>;

export interface Recorded<Id extends RouteId> {
  readonly operation: Operation;
  readonly answer: Answer<Id> | undefined;
}

/** Records every call that is made through it. More than `atOnce` reads and asks at a time wait for their turn before they begin. */
export class History {
  private readonly client: Client;
  private readonly semaphore: Semaphore;
  private readonly all: Operation[] = [];
  private invoked = 0;

  constructor(url: string, atOnce = Infinity) {
    this.client = earshotClient({ url, isExact: true });
    this.semaphore = new Semaphore(atOnce);
  }

  /** In the order of completion. */
  get operations(): readonly Operation[] {
    return this.all;
  }

  /**
   * Makes the call and records it. A missing answer is an outcome too. Rejects only if a success differs from the contract. Reads and
   * asks are many, so they wait for their turn. A long poll does not, because it only waits. All other calls do not wait either.
   */
  call<Id extends RouteId>(calling: Calling<Id>): Promise<Operation> {
    const { who, route } = calling;
    return this.callRaw(who, route, calling);
  }

  /** The same for a call whose parts are not compared with the contract. */
  callRaw(who: string, route: RouteId, sent: RawSent): Promise<Operation> {
    return this.recorded(who, route, sent).then(({ operation }) => operation);
  }

  /** The same, with the answer. The answer is undefined if the contract does not describe it or there was none. */
  recorded<Id extends RouteId>(who: string, route: Id, sent: RawSent): Promise<Recorded<Id>> {
    const isHeld = sent.waitSeconds !== undefined;
    const takesTurns = methodOf(route) === 'GET' || route === 'ask' || route === 'match';
    const record = () => this.record(who, route, sent);
    return takesTurns && !isHeld ? this.semaphore.run(record) : record();
  }

  private async record<Id extends RouteId>(who: string, route: Id, sent: RawSent): Promise<Recorded<Id>> {
    this.invoked += 1;
    const begun = beginOf({ n: this.invoked, who, route, invokedAt: Date.now() }, sent);
    const { answer, end } = await this.client.raw(route, sent).then(
      (given) => ({ answer: given, end: endOf(given) }),
      (error: unknown) => ({ answer: undefined, end: endWithoutAnswer(error) }),
    );
    const operation: Operation = { ...begun, completedAt: Date.now(), ...end };
    this.all.push(operation);
    return { operation, answer };
  }
}

const noAnswer = { outcome: 'unknown' } as const;

/** The end of a call without an answer, or with an answer of the gateway, which the contract does not describe. */
function endWithoutAnswer(error: unknown): End {
  if (!(error instanceof UnexpectedAnswer)) return noAnswer;
  const { status, headers, text } = error.response;
  if (status < 400) throw error;
  const body = jsonIn(text);
  if (isStarting(body)) return noAnswer;
  const retryAfter = headers.get('retry-after');
  return {
    outcome: outcomeOf(status, body),
    status,
    ...(body === undefined ? {} : { body }),
    ...(retryAfter === null ? {} : { retryAfter: Number(retryAfter) }),
  };
}

/** The runner listens from its first moment, and answers "Starting" until the service is ready. */
function isStarting(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'message' in body && body.message === 'Starting';
}
