/** The usual conversions of a use case's result to an outcome. */
import type { Problem } from '../../shared/contract/problems.ts';
import { ok, type Result } from '../../shared/domain/result.ts';

/** The value is the body. */
export function shown<Body extends object>(result: Result<Body, Problem>): Result<{ readonly body: Body }, Problem> {
  return result.ok ? ok({ body: result.value }) : result;
}

/** No body: 204. */
export function silent(result: Result<unknown, Problem>): Result<{ readonly body?: undefined }, Problem> {
  return result.ok ? ok({}) : result;
}

/** A page and its entity tag. */
export function tagged<Body extends object>(
  result: Result<{ readonly view: Body; readonly etag: string }, Problem>,
): Result<{ readonly body: Body; readonly etag: string }, Problem> {
  return result.ok ? ok({ body: result.value.view, etag: result.value.etag }) : result;
}
