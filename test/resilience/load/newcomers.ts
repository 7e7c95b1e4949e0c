/** Actors who come in a rush. Some ask, read once, and leave. Others open the page of the space, or read a coordinator's lists. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../../world/history/operation.ts';
import { askedIn, requestIn } from '../../world/history/reads.ts';
import { shedOnArrivalMsMax, newcomerStayMs } from '../limits.ts';
import { untilKnown } from '../../chaos/until-known.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import type { Flow } from './rush.ts';
import { askingBody } from '../../world/bodies.ts';

export type Urgency = 'now' | 'soon' | 'whenever';

/** A seeker asks, reads, and cancels, or ends the talk if a volunteer was faster. `phase` keeps the keys of two rushes apart. */
export function asker(context: ScenarioContext, urgency: Urgency, phase: string): Flow['act'] {
  return async (nth) => {
    const { fixture, history } = context;
    const who = `${phase}-${urgency}-${nth}`;
    const idempotencyKey = createHash('sha256').update(`${fixture.space} ${who}`).digest('base64url');
    const body = { ...askingBody, urgency } as const;
    const asking = {
      who,
      route: 'ask',
      params: { space: fixture.space },
      token: fixture.partnerToken,
      idempotencyKey,
      body,
    } as const;
    const first = await history.call(asking);
    const asked = askedIn(mayHaveBeenTaken(first) ? await untilKnown(context, asking) : first);
    if (asked === undefined) return;
    const own = { who, params: { space: fixture.space, request: asked.id }, token: asked.token };
    await sleep(newcomerStayMs);
    await history.call({ ...own, route: 'showRequest' });
    await sleep(newcomerStayMs);
    await leave(context, own);
  };
}

/**
 * Whether the outcome of the request is unknown. Then the seeker asks again with the same key, so that no request is left whose token
 * no client has. A call that is shed on arrival is answered at once and leaves no request.
 */
function mayHaveBeenTaken({ outcome, retryAfter, invokedAt, completedAt }: Operation): boolean {
  return outcome === 'unknown' && !(retryAfter !== undefined && completedAt - invokedAt < shedOnArrivalMsMax);
}

interface Own {
  readonly who: string;
  readonly params: { readonly space: string; readonly request: string };
  readonly token: string;
}

/** Cancels, or ends the talk if a volunteer has accepted meanwhile. */
export async function leave(context: ScenarioContext, own: Own): Promise<void> {
  const cancelled = await untilKnown(context, { ...own, route: 'cancelRequest' });
  if (cancelled.status !== 409) return;
  const conversation = requestIn(await untilKnown(context, { ...own, route: 'showRequest' }))?.conversation?.id;
  if (conversation === undefined) return;
  const params = { space: context.fixture.space, conversation };
  await untilKnown(context, { who: own.who, route: 'endConversation', params, token: own.token });
}

/** A visitor opens the page of the space. */
export function reader({ fixture, history }: ScenarioContext): Flow['act'] {
  return async () => void (await history.call({ who: 'reader', route: 'showSpace', params: { space: fixture.space } }));
}

/** A coordinator reads the lists in turn. */
export function lister({ fixture, history }: ScenarioContext): Flow['act'] {
  const routes = ['listVolunteers', 'board', 'audit'] as const;
  return async (nth) => {
    const route = routes[nth % routes.length] ?? 'board';
    await history.call({ who: 'coordinator', route, params: { space: fixture.space }, token: fixture.coordinatorToken });
  };
}
