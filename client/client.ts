/**
 * The typed client of the HTTP API: a call names a route of the contract, and everything else is inferred from it. One call is one
 * request; nothing is retried. Any number of calls may run at the same time.
 */
import type * as z from 'zod';
import type { Contract } from '../shared/contract/contract.ts';
import { answerOf, type Answer, type Success } from './answer.ts';
import { fetchTransport } from './fetch-transport.ts';
import type { RouteId } from './route.ts';
import { requestOf, type RawSent, type Sent } from './sent.ts';
import type { Transport } from './transport.ts';
import { UnexpectedAnswer } from './unexpected-answer.ts';

/**
 * The raw call: sends a request to a route without comparing it with the contract. Retries, records and the like wrap it, and tests
 * use it to send wrong requests on purpose. The answer is read like that of any other call.
 */
export type Send = <Id extends RouteId>(id: Id, sent: RawSent) => Promise<Answer<Id>>;

/** The body of a success that is not "unchanged". */
export type BodyOf<Id extends RouteId> = Exclude<Success<Id>, { readonly status: 304 }>['body'];

/** The routes that list something page by page. */
export type PagedRoute = {
  [Id in RouteId]: Contract[Id]['answers'] extends { readonly 200: { readonly shape: { readonly nextCursor: z.ZodType } } }
    ? Id
    : never;
}[RouteId];

/** An entry of such a list. */
export type EntryOf<Id extends PagedRoute> = BodyOf<Id> extends { readonly items: readonly (infer Entry)[] } ? Entry : never;

export interface Client {
  /** Resolves with any answer that the contract allows. Rejects with `UnexpectedAnswer` for other answers, and if no answer comes. */
  call<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Answer<Id>>;
  /** The body of a success. Rejects with `UnexpectedAnswer` if the call is refused, or answered "unchanged". */
  succeeds<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<BodyOf<Id>>;
  /** Every entry of a list, from all its pages. Rejects as `succeeds` does. */
  pages<Id extends PagedRoute>(id: Id, sent: Sent<Id>): AsyncGenerator<EntryOf<Id>>;
  /** See `Send`. */
  readonly raw: Send;
}

export interface ClientOptions {
  /** The URL of the service. */
  readonly url: string;
  /** The transport of requests; by default the network. */
  readonly transport?: Transport;
  /** Whether a field that the contract does not name is an error in an answer; by default the field is left out. */
  readonly isExact?: boolean;
}

/** A client of the service at `url`. */
export function earshotClient({ url, transport = fetchTransport(url), isExact = false }: ClientOptions): Client {
  return clientOver(async (id, sent) => answerOf(id, await transport(requestOf(id, sent)), { isExact }));
}

/** A client whose every call goes through `send`: the raw call of another client, with other code around it. */
export function clientOver(send: Send): Client {
  return {
    raw: send,
    call: send,
    succeeds: async (id, sent) => bodyOf(id, await send(id, sent)),
    pages: (id, sent) => pagesOf(send, id, sent),
  };
}

/** The body of an answer that is a success; throws `UnexpectedAnswer` otherwise. */
export function bodyOf<Id extends RouteId>(id: Id, answer: Answer<Id>): BodyOf<Id> {
  if (hasSucceeded(answer)) return answer.body;
  throw new UnexpectedAnswer(id, answer, answer.kind === 'refusal' ? answer.problem : 'nothing has changed');
}

function hasSucceeded<Id extends RouteId>(answer: Answer<Id>): answer is Answer<Id> & { readonly body: BodyOf<Id> } {
  return answer.kind === 'success' && answer.status !== 304;
}

function pagesOf<Id extends PagedRoute>(send: Send, id: Id, sent: RawSent): AsyncGenerator<EntryOf<Id>>;
async function* pagesOf(send: Send, id: PagedRoute, sent: RawSent): AsyncGenerator {
  let cursor: string | undefined;
  do {
    const page = bodyOf(id, await send(id, { ...sent, query: { ...sent.query, cursor } }));
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
