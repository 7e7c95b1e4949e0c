/** The usual ways from a use case's result to an outcome. */
import type { Problem } from '../../shared/contract/problems.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Outcome } from './route.ts';

/** What was returned is the body. */
export function shown(result: Result<object, Problem>): Result<Outcome, Problem> {
  return result.ok ? ok({ body: result.value }) : result;
}

/** No body: 204. */
export function silent(result: Result<unknown, Problem>): Result<Outcome, Problem> {
  return result.ok ? ok({}) : result;
}

/** A page and its entity tag. */
export function tagged(result: Result<{ readonly page: object; readonly etag: string }, Problem>): Result<Outcome, Problem> {
  return result.ok ? ok({ body: result.value.page, etag: result.value.etag }) : result;
}
