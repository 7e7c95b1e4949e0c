import * as z from 'zod';
import { jsonIn } from './json.ts';
import type { RouteId } from './route.ts';
import type { HttpResponse } from './transport.ts';

const problem = z.looseObject({ type: z.string(), detail: z.string(), errors: z.unknown().optional() });

/** An answer that the caller cannot use. The message names the route and the problem; it never repeats what was sent. */
export class UnexpectedAnswer extends Error {
  readonly route: RouteId;
  readonly response: HttpResponse;

  constructor(route: RouteId, response: HttpResponse, why: string) {
    super(`${route} answered ${response.status}: ${why}${problemIn(response)}`);
    this.name = 'UnexpectedAnswer';
    this.route = route;
    this.response = response;
  }
}

function problemIn({ text }: HttpResponse): string {
  const parsed = problem.safeParse(jsonIn(text));
  if (!parsed.success) return '';
  const { type, detail, errors } = parsed.data;
  return ` (${type} ${detail}${errors === undefined ? '' : ` ${JSON.stringify(errors)}`})`;
}
