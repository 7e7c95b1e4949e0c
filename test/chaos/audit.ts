/** After the storm: asks, as each side would, what became of every request that was acknowledged and of every match. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import type { History } from './history.ts';
import type { Operation } from '../world/history/operation.ts';
import { auditEveryMs, auditParallel } from './limits.ts';
import { askedIn, conversationIn, requestIn } from '../world/history/reads.ts';
import type { Fixture } from './fixture.ts';
import { untilKnown } from './until-known.ts';

/** Who asks in the name of the seeker, and of the volunteer. */
export const auditors = { seeker: 'auditor for the seeker', volunteer: 'auditor for the volunteer' } as const;

/** The requests that were acknowledged, each with its token. */
export function acknowledged(history: readonly Operation[]): ReadonlyMap<string, string> {
  return new Map(
    history.flatMap((operation): [string, string][] => {
      const asked = askedIn(operation);
      return asked === undefined ? [] : [[asked.id, asked.token]];
    }),
  );
}

/**
 * Asks for every request that was acknowledged, again and again, until all have ended or the time is over. Resolves with the
 * milliseconds it took.
 */
export async function untilAllEnded(history: History, fixture: Fixture, patienceMs: number): Promise<number> {
  const began = Date.now();
  const open = new Map(acknowledged(history.operations));
  for (;;) {
    await inParallel([...open], auditParallel, async ([request, token]) => {
      const params = { space: fixture.space, request };
      const look = await history.call({ who: auditors.seeker, route: 'showRequest', params, token });
      const status = requestIn(look)?.status;
      if (look.outcome === 'fail' || (status !== undefined && status !== 'waiting' && status !== 'offered')) open.delete(request);
    });
    if (open.size === 0 || Date.now() - began > patienceMs) return Date.now() - began;
    await sleep(auditEveryMs);
  }
}

/** Records the final look of both sides at everything: asked again where no answer came, since what was not seen tells nothing. */
export async function audit(history: History, fixture: Fixture): Promise<void> {
  const params = { space: fixture.space };
  await inParallel([...acknowledged(history.operations)], auditParallel, async ([request, token]) => {
    const look = await untilKnown(
      { history },
      { who: auditors.seeker, route: 'showRequest', params: { ...params, request }, token },
    );
    const conversation = requestIn(look)?.conversation?.id;
    if (conversation === undefined) return;
    await untilKnown(
      { history },
      { who: auditors.seeker, route: 'showConversation', params: { ...params, conversation }, token },
    );
  });
  await inParallel([...accepted(history.operations)], auditParallel, async ([conversation, who]) => {
    const token = fixture.volunteers.find(({ name }) => name === who)?.token;
    await untilKnown(
      { history },
      { who: auditors.volunteer, route: 'showConversation', params: { ...params, conversation }, token },
    );
  });
}

/** Every conversation a volunteer was given, and who that was. */
function accepted(history: readonly Operation[]): ReadonlyMap<string, string> {
  return new Map(
    history.flatMap((operation): [string, string][] => {
      const conversation = conversationIn(operation);
      return conversation === undefined ? [] : [[conversation, operation.who]];
    }),
  );
}
