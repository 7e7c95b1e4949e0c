/** The client of the demo: it measures every call, calls again after a refusal that is for now, and counts each unexpected answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { refusalIn, type Answer, type AnyAnswer, type ProblemOf } from '../client/answer.ts';
import { bodyOf, type BodyOf, type Client } from '../client/client.ts';
import { methodOf, patternOf, type RouteId } from '../client/route.ts';
import type { RawSent, Sent } from '../client/sent.ts';
import { UnexpectedAnswer } from '../client/unexpected-answer.ts';
import { contract } from '../shared/contract/contract.ts';
import { attemptsMax, retryMs, retryMsMax } from './limits.ts';
import { countAnswered, countUnexpected, type Meter } from './meter.ts';

export interface CallOptions<Id extends RouteId> {
  /** Interrupts the call: the caller does not need the answer any more. */
  readonly until?: AbortSignal;
  /** Refusals that the caller handles; any other is unexpected. */
  readonly handles?: readonly ProblemOf<Id>[];
}

interface Interrupted {
  readonly kind: 'interrupted';
  readonly status: 0;
}

export interface MeteredClient {
  /** Resolves with a success, a refusal that the caller handles, or an interruption. Counts any other answer, and rejects. */
  call<Id extends RouteId>(id: Id, sent: Sent<Id>, options?: CallOptions<Id>): Promise<Answer<Id> | Interrupted>;
  /** The body of a success; any other answer is unexpected. */
  succeeds<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<BodyOf<Id>>;
}

/** The evening was ended while a call was under way. */
export class EveningEnded extends Error {}

const interrupted: Interrupted = { kind: 'interrupted', status: 0 };

/** What came of one request; undefined: no answer. */
type Outcome<Id extends RouteId> = Answer<Id> | UnexpectedAnswer | undefined;

/** Counts into `meter`; `off` ends every call. Any number of calls at once. */
export function meteredClient(client: Client, meter: Meter, off: AbortSignal): MeteredClient {
  const once = async <Id extends RouteId>(id: Id, sent: RawSent, until?: AbortSignal): Promise<Outcome<Id>> => {
    const began = performance.now();
    const outcome: Outcome<Id> = await client.raw(id, { ...sent, signal: eitherOf(off, until) }).catch(unexpectedOnly);
    if (off.aborted) throw new EveningEnded();
    measure(meter, { id, isHeld: isHeld(id, sent), outcome, milliseconds: performance.now() - began });
    return outcome;
  };
  const patiently = async <Id extends RouteId>(id: Id, sent: RawSent, until?: AbortSignal): Promise<Outcome<Id>> => {
    let outcome = await once(id, sent, until);
    for (let attempts = 1; attempts < attemptsMax && until?.aborted !== true && isForNow(outcome); attempts += 1) {
      meter.again += 1;
      await sleep(retryDelay(outcome), undefined, { signal: off }).catch(() => undefined);
      outcome = await once(id, sent, until);
    }
    return outcome;
  };
  const expected = async <Id extends RouteId>(
    id: Id,
    sent: RawSent,
    { until, handles = [] }: CallOptions<Id> = {},
  ): Promise<Answer<Id> | undefined> => {
    const outcome = await patiently(id, sent, until);
    if (outcome === undefined && until?.aborted === true) return undefined;
    if (outcome === undefined || outcome instanceof UnexpectedAnswer) return refuse(meter, id, outcome);
    if (outcome.kind === 'refusal' && !handles.some((slug) => slug === outcome.problem)) return refuse(meter, id, outcome);
    if (isHeld(id, sent)) await pauseAsAsked(outcome, eitherOf(off, until));
    return outcome;
  };
  return {
    call: async (id, sent, options) => (await expected(id, sent, options)) ?? interrupted,
    succeeds: async (id, sent) => {
      const answer = await expected(id, sent);
      return answer === undefined ? refuse(meter, id, answer) : bodyOf(id, answer);
    },
  };
}

/** Counts what the caller did not expect, and throws it. */
function refuse(meter: Meter, id: RouteId, outcome: AnyAnswer | UnexpectedAnswer | undefined): never {
  const what = `${methodOf(id)} ${patternOf(id)} ${outcomeText(outcome)}`;
  countUnexpected(meter, what);
  throw outcome instanceof UnexpectedAnswer ? outcome : new Error(what);
}

function outcomeText(outcome: AnyAnswer | UnexpectedAnswer | undefined): string {
  if (outcome === undefined) return 'no answer';
  if (!(outcome instanceof UnexpectedAnswer)) return `${outcome.status} ${outcome.kind === 'refusal' ? outcome.problem : ''}`;
  const { status } = outcome.response;
  return `${status} ${refusalIn(outcome.response)?.problem ?? (status < 400 ? 'not as the contract says' : 'no problem document')}`;
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
  if (isOfGateway(outcome)) meter.timedOut += 1;
  else if (lacksSupport(id, outcome)) meter.supportMissing += 1;
}

/** The gateway's own 503, which it gives for a function that did not answer in time. */
function isOfGateway(outcome: AnyAnswer | UnexpectedAnswer): boolean {
  return outcome instanceof UnexpectedAnswer && outcome.response.status === 503 && refusalIn(outcome.response) === undefined;
}

/** No answer, or a refusal that asks to call again. */
function isForNow(outcome: AnyAnswer | UnexpectedAnswer | undefined): boolean {
  if (outcome === undefined || isOfGateway(outcome)) return true;
  if (outcome instanceof UnexpectedAnswer || outcome.kind !== 'refusal') return false;
  return outcome.problem === 'unavailable' || outcome.problem === 'too-many-requests';
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
  if (milliseconds > 0) await sleep(Math.min(retryMsMax, milliseconds), undefined, { signal: until }).catch(() => undefined);
}

/** Milliseconds: as the answer says, within bounds. */
function retryDelay(outcome: AnyAnswer | UnexpectedAnswer | undefined): number {
  const asked = outcome === undefined || outcome instanceof UnexpectedAnswer ? 0 : (outcome.retryAfterSeconds ?? 0);
  return Math.min(retryMsMax, Math.max(retryMs, asked * 1000));
}
