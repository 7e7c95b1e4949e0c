/** What the contract says of one route beside its method and path: who may call it, what it takes, what it answers. */
import type * as z from 'zod';
import type { ProblemSlug } from './problems.ts';

export type CallerKind = 'anyone' | 'partner' | 'seeker' | 'volunteer' | 'coordinator' | 'operator';

export interface RouteContract {
  readonly summary: string;
  readonly callers: readonly CallerKind[];
  /** Whether every answer with a body, errors included, carries `support`. */
  readonly support: boolean;
  /** Whether `Prefer: wait` with `If-None-Match` holds the answer. */
  readonly waits?: true;
  /** Whether the answer carries an `ETag`, and an edit needs `If-Match`. */
  readonly etag?: true;
  readonly ifMatch?: true;
  readonly idempotencyKey?: 'required' | 'optional';
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Status to the schema of the body; null: no body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Beside those every route may answer: see `problemsEverywhere`. */
  readonly problems: readonly ProblemSlug[];
}

/** What any route may answer, whatever it does. */
export const problemsEverywhere = [
  'bad-request',
  'not-found',
  'too-many-requests',
  'internal',
  'unavailable',
] as const satisfies readonly ProblemSlug[];
