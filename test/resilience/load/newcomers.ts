/** Those who come in a rush: they ask, look once, and leave; or open the page of the space; or a coordinator's lists. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../../world/history/operation.ts';
import { askedIn, requestIn } from '../../world/history/reads.ts';
import { atTheDoorMsMax, newcomerStayMs } from '../limits.ts';
import { untilKnown } from '../../chaos/until-known.ts';
import type { Place } from '../place.ts';
import type { Flow } from './rush.ts';
import { askingBody } from '../../world/bodies.ts';

export type Urgency = 'now' | 'soon' | 'whenever';

/** Somebody who asks, looks, and cancels; and ends the talk where somebody was faster. `wave` tells the keys of one rush from another's. */
export function asker(place: Place, urgency: Urgency, wave: string): Flow['act'] {
  return async (nth) => {
    const { fixture, history } = place;
    const who = `${wave}-${urgency}-${nth}`;
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
    const asked = askedIn(mayHaveBeenTaken(first) ? await untilKnown(place, asking) : first);
    if (asked === undefined) return;
    const own = { who, params: { space: fixture.space, request: asked.id }, token: asked.token };
    await sleep(newcomerStayMs);
    await history.call({ ...own, route: 'showRequest' });
    await sleep(newcomerStayMs);
    await leave(place, own);
  };
}

/**
 * Whether nobody knows what became of it: then they ask again, with the same key, as a client must who is not to leave a request behind
 * that nobody has the token of. Whoever is put off at the door is answered at once, and has left nothing.
 */
function mayHaveBeenTaken({ outcome, retryAfter, invokedAt, completedAt }: Operation): boolean {
  return outcome === 'unknown' && !(retryAfter !== undefined && completedAt - invokedAt < atTheDoorMsMax);
}

interface Own {
  readonly who: string;
  readonly params: { readonly space: string; readonly request: string };
  readonly token: string;
}

/** Cancels, or ends the talk that somebody has begun with them meanwhile. */
export async function leave(place: Place, own: Own): Promise<void> {
  const cancelled = await untilKnown(place, { ...own, route: 'cancelRequest' });
  if (cancelled.status !== 409) return;
  const conversation = requestIn(await untilKnown(place, { ...own, route: 'showRequest' }))?.conversation?.id;
  if (conversation === undefined) return;
  const params = { space: place.fixture.space, conversation };
  await untilKnown(place, { who: own.who, route: 'endConversation', params, token: own.token });
}

/** Somebody who opens the page of the space. */
export function reader({ fixture, history }: Place): Flow['act'] {
  return async () => void (await history.call({ who: 'reader', route: 'showSpace', params: { space: fixture.space } }));
}

/** A coordinator who goes through the lists. */
export function lister({ fixture, history }: Place): Flow['act'] {
  const routes = ['listVolunteers', 'board', 'audit'] as const;
  return async (nth) => {
    const route = routes[nth % routes.length] ?? 'board';
    await history.call({ who: 'coordinator', route, params: { space: fixture.space }, token: fixture.coordinatorToken });
  };
}
