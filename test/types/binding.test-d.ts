/**
 * Bindings of routes that must not compile, checked by `tsc`: if one of them compiles, its `@ts-expect-error` is an error. Each
 * wrong line stands beside a right line that differs in nothing else.
 */
import { expectTypeOf } from 'vitest';
import type * as z from 'zod';
import type { Handlers } from '../../functions/http/api.ts';
import { audit } from '../../functions/http/routes/audit.ts';
import { listBlocks } from '../../functions/http/routes/blocks.ts';
import { board, days } from '../../functions/http/routes/board.ts';
import { showFeedback } from '../../functions/http/routes/feedback.ts';
import { listCoordinators, listSpaces } from '../../functions/http/routes/spaces.ts';
import { ask } from '../../functions/http/routes/talk-requests.ts';
import { listVolunteers } from '../../functions/http/routes/volunteers.ts';
import type { Call, Handler, Outcome } from '../../functions/http/route.ts';
import { noInput } from '../../shared/contract/common.ts';
import type { RoutesOf } from '../../shared/contract/contract.ts';
import { pathParameters } from '../../shared/contract/path-parameters.ts';
import { route } from '../../shared/contract/route.ts';
import type { askBody } from '../../shared/contract/talk-requests.ts';
import { err } from '../../shared/domain/result.ts';

/** The types of a call and of an outcome are those of the row. */
expectTypeOf<Call<'ask'>['body']>().toEqualTypeOf<z.output<typeof askBody>>();
expectTypeOf<Call<'ask'>['key']>().toEqualTypeOf<string>();
expectTypeOf<Call<'report'>['key']>().toEqualTypeOf<string | undefined>();
expectTypeOf<keyof Call<'showRequest'>['params']>().toEqualTypeOf<'space' | 'request'>();
expectTypeOf<RoutesOf<'sheddable'>>().toEqualTypeOf<
  'ask' | 'listSpaces' | 'listCoordinators' | 'listVolunteers' | 'listBlocks' | 'showFeedback' | 'audit' | 'days'
>();

/** Every handler of the function. */
const bound = { ask, listSpaces, listCoordinators, listVolunteers, listBlocks, showFeedback, audit, days };
const { audit: _audit, ...withoutAudit } = bound;

/** 1. A handler that takes another route's body. */
const takesBodyOfMatch = async (_call: Pick<Call<'match'>, 'body'>) => err({ code: 'forbidden' } as const);
export const rightBody: Handler<'match'> = takesBodyOfMatch;
// @ts-expect-error a body of `ask` has no `waitSeconds`
export const wrongBody: Handlers<'sheddable'> = { ...bound, ask: takesBodyOfMatch };

/** 2. A route that is not bound in any function. */
export const everyRoute: Handlers<'sheddable'> = bound;
// @ts-expect-error `audit` is served by this function
export const unbound: Handlers<'sheddable'> = withoutAudit;

/** 3. A route that is bound in another function than the contract says. */
// @ts-expect-error `board` is served by `long-poll`
export const wrongFunction: Handlers<'sheddable'> = { ...bound, board };

/** An outcome is one of the answers of the row. */
export const rightOutcome: Outcome<'giveFeedback'> = { body: { received: true, textKept: false } };
// @ts-expect-error this is the body of another answer
export const wrongOutcome: Outcome<'giveFeedback'> = { body: { blocked: true } };
// @ts-expect-error a body is missing
export const noBody: Outcome<'giveFeedback'> = {};
// @ts-expect-error `match` has two answers with a body: the status says which
export const noStatus: Outcome<'match'> = { body: {} };

/** A row names the parts of a route, with a schema for each parameter of its path. */
const row = {
  ...noInput,
  method: 'GET',
  function: 'public',
  summary: '',
  callers: ['anyone'],
  answers: {},
  problems: [],
} as const;
const { space, offer } = pathParameters;
route({ ...row, path: '/v1/spaces/{space}', params: { space }, support: false, shed: 'never' });
// @ts-expect-error `space` has no schema
route({ ...row, path: '/v1/spaces/{space}', params: {}, support: false, shed: 'never' });
// @ts-expect-error `offer` is not in the path
route({ ...row, path: '/v1/spaces/{space}', params: { space, offer }, support: false, shed: 'never' });
// @ts-expect-error no route has a field `supports`
route({ ...row, path: '/v1/spaces/{space}', params: { space }, support: false, shed: 'never', supports: true });
