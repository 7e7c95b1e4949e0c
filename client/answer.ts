/** The answers of a route, typed by the contract, and the code that reads them from an HTTP response. */
import * as z from 'zod';
import { contract, type Contract } from '../shared/contract/contract.ts';
import { documentOf, problemDocument } from '../shared/contract/problem-documents.ts';
import { problems, problemSlugs, problemType, type ProblemSlug } from '../shared/contract/problems.ts';
import { problemsEverywhere, type RouteContract } from '../shared/contract/route.ts';
import { unnamedFields } from './exactness.ts';
import { jsonIn } from './json.ts';
import type { RouteId } from './route.ts';
import type { HttpResponse } from './transport.ts';
import { UnexpectedAnswer } from './unexpected-answer.ts';

/** What every answer has. */
interface Received {
  /** The body as it was received. */
  readonly text: string;
  readonly headers: Headers;
  readonly etag: string | undefined;
  /** Seconds after which to call again. */
  readonly retryAfterSeconds: number | undefined;
}

type AnswersOf<Id extends RouteId> = Contract[Id]['answers'];
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** The successful answers of a route, by status. `body` is undefined if the answer has none. */
export type Success<Id extends RouteId> = Id extends RouteId
  ? {
      [Status in keyof AnswersOf<Id>]: Received & {
        readonly kind: 'success';
        readonly status: Status;
        readonly body: Parsed<AnswersOf<Id>[Status]>;
      };
    }[keyof AnswersOf<Id>]
  : never;

/** The problems that any body may cause, also on a route without a body. */
export const problemsOfAnyBody = ['too-large', 'unsupported-media-type'] as const satisfies readonly ProblemSlug[];

/** The problems that a route may answer. */
export type ProblemOf<Id extends RouteId> =
  | Contract[Id]['problems'][number]
  | (typeof problemsEverywhere)[number]
  | (typeof problemsOfAnyBody)[number];

/** The members of every problem document (RFC 9457). */
export type ProblemDocument = z.infer<typeof problemDocument>;

/** The document of a problem, with the members that it adds. */
export type DocumentOf<Slug extends ProblemSlug> = ProblemDocument &
  ((typeof problems)[Slug] extends { readonly members: infer Shape extends z.ZodRawShape }
    ? z.output<z.ZodObject<Shape>>
    : unknown);

/** A problem, by its slug. */
export type RefusalFor<Slug extends ProblemSlug> = Slug extends ProblemSlug
  ? Received & {
      readonly kind: 'refusal';
      readonly status: (typeof problems)[Slug]['status'];
      readonly problem: Slug;
      readonly document: DocumentOf<Slug>;
    }
  : never;

export type Refusal<Id extends RouteId> = RefusalFor<ProblemOf<Id>>;

/** All answers that the contract allows for a route. */
export type Answer<Id extends RouteId> = Success<Id> | Refusal<Id>;

/** An answer of a route that is not known at compile time. */
export type AnyAnswer = Received & { readonly status: number } & (
    | { readonly kind: 'success'; readonly body: unknown }
    | { readonly kind: 'refusal'; readonly problem: ProblemSlug; readonly document: ProblemDocument }
  );

export interface Reading {
  /** Whether a field that the contract does not name is an error. Otherwise it is left out. */
  readonly isExact: boolean;
}

/** The answer in a response of a route. Throws `UnexpectedAnswer` if the contract does not describe it. */
export function answerOf<Id extends RouteId>(id: Id, response: HttpResponse, reading: Reading): Answer<Id> {
  const answer = read(contract[id], response, reading);
  if (typeof answer === 'string') throw new UnexpectedAnswer(id, response, answer);
  if (!isDescribed(id, answer)) throw new UnexpectedAnswer(id, response, 'not in the contract of the route');
  return answer;
}

/** Whether the contract has the status and problem of an answer; its body was read by the schema of that status. */
function isDescribed<Id extends RouteId>(id: Id, answer: AnyAnswer): answer is AnyAnswer & Answer<Id> {
  const rules: RouteContract = contract[id];
  if (answer.kind === 'success') return answer.status in rules.answers;
  const known: readonly ProblemSlug[] = [...rules.problems, ...problemsEverywhere, ...problemsOfAnyBody];
  return known.includes(answer.problem) && problems[answer.problem].status === answer.status;
}

export type AnyRefusal = Extract<AnyAnswer, { readonly kind: 'refusal' }>;

/** The problem in a response of any route. Undefined: no problem that the contract knows. */
export function refusalIn(response: HttpResponse, reading: Reading = { isExact: false }): AnyRefusal | undefined {
  const refusal = readRefusal(response, reading);
  return typeof refusal === 'string' ? undefined : refusal;
}

const typed = z.looseObject({ type: z.string() });

/** The problem in a response, or why it cannot be read. */
function readRefusal(response: HttpResponse, { isExact }: Reading): AnyRefusal | string {
  const json = jsonIn(response.text);
  const type = typed.safeParse(json).data?.type;
  const problem = problemSlugs.find((slug) => problemType(slug) === type);
  if (problem === undefined) return 'neither a success of the contract nor a problem of it';
  const base = problemDocument.safeParse(json);
  if (!base.success) return issuesOf(base.error);
  const own = documentOf(problem).safeParse(json);
  if (!own.success) return issuesOf(own.error);
  const document = { ...own.data, ...base.data };
  const unnamed = isExact ? unnamedFields(json, own.data) : [];
  return unnamed.length > 0 ? unnamedText(unnamed) : { ...receivedIn(response), kind: 'refusal', problem, document };
}

function issuesOf({ issues }: z.ZodError): string {
  return issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', ');
}

function unnamedText(fields: readonly string[]): string {
  return `fields that the contract does not name: ${fields.join(', ')}`;
}

/** The JSON value of a response, or why it cannot be read. */
function read({ answers }: RouteContract, response: HttpResponse, reading: Reading): AnyAnswer | string {
  const { status, text } = response;
  const received = receivedIn(response);
  const schema = answers[status];
  if (schema === undefined) return readRefusal(response, reading);
  if (schema === null) {
    return text === '' ? { ...received, kind: 'success', body: undefined } : 'a body where the contract has none';
  }
  const json = jsonIn(text);
  const body = schema.safeParse(json);
  if (!body.success) return issuesOf(body.error);
  const unnamed = reading.isExact ? unnamedFields(json, body.data) : [];
  return unnamed.length > 0 ? unnamedText(unnamed) : { ...received, kind: 'success', body: body.data };
}

function receivedIn({ status, headers, text }: HttpResponse) {
  const retryAfter = headers.get('retry-after');
  const retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter);
  return { status, headers, text, etag: headers.get('etag') ?? undefined, retryAfterSeconds };
}
