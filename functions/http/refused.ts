import type { Problem } from '../../shared/contract/problems.ts';

/** A refusal, thrown by a middleware and caught by the middleware `problem`. It is no bug. */
export class Refused extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.code);
    this.problem = problem;
    this.headers = headers;
  }
}
