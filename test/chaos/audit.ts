/** After a chaos run: reads, as each side would, what became of every acknowledged request and of every match. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import type { History } from './history.ts';
import type { Operation } from '../world/history/operation.ts';
import { auditEveryMs, auditParallel } from './limits.ts';
import { askedIn, conversationIn, requestIn } from '../world/history/reads.ts';
import type { Fixture } from './fixture.ts';
import { untilKnown } from './until-known.ts';

/** The names under which the auditor calls for the seeker and for the volunteer. */
export const auditors = { seeker: 'auditor for the seeker', volunteer: 'auditor for the volunteer' } as const;

/** The acknowledged requests, each with its token. */
export function acknowledged(history: readonly Operation[]): ReadonlyMap<string, string> {
  return new Map(
    history.flatMap((operation): [string, string][] => {
      const asked = askedIn(operation);
      return asked === undefined ? [] : [[asked.id, asked.token]];
    }),
  );
}

/**
 * Reads every acknowledged request again and again, until all have ended or the time is over. Resolves with the milliseconds
 * that it took.
 */
export async function untilAllEnded(history: History, fixture: Fixture, patienceMs: number): Promise<number> {
  const began = Date.now();
  const open = new Map(acknowledged(history.operations));
  for (;;) {
    await inParallel([...open], auditParallel, async ([request, token]) => {
      const params = { space: fixture.space, request };
      const read = await history.call({ who: auditors.seeker, route: 'showRequest', params, token });
      const status = requestIn(read)?.status;
      if (read.outcome === 'fail' || (status !== undefined && status !== 'waiting' && status !== 'offered')) open.delete(request);
    });
    if (open.size === 0 || Date.now() - began > patienceMs) return Date.now() - began;
    await sleep(auditEveryMs);
  }
}

/** Records what both sides read at the end. A call without an answer is made again, because a missing answer proves nothing. */
export async function audit(history: History, fixture: Fixture): Promise<void> {
  const params = { space: fixture.space };
  await inParallel([...acknowledged(history.operations)], auditParallel, async ([request, token]) => {
    const read = await untilKnown(
      { history },
      { who: auditors.seeker, route: 'showRequest', params: { ...params, request }, token },
    );
    const conversation = requestIn(read)?.conversation?.id;
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

/** Every conversation that an accept was answered with, and the name of the volunteer. */
function accepted(history: readonly Operation[]): ReadonlyMap<string, string> {
  return new Map(
    history.flatMap((operation): [string, string][] => {
      const conversation = conversationIn(operation);
      return conversation === undefined ? [] : [[conversation, operation.who]];
    }),
  );
}
