import type * as z from 'zod';
import type { escalationView } from '../../contract/cases.ts';
import type { Problem } from '../../contract/problems.ts';
import { nextSteps, stepAsks, type Escalation } from '../../domain/escalation.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Talk } from '../../domain/talk.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Crypto, Ports } from '../../ports.ts';
import { wordFor } from '../store/digests.ts';
import { liveKeys } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { isGone } from '../store/talk-aggregate.ts';
import { loadMany } from '../store/transact.ts';
import { statusOf } from '../talk-requests/request-view.ts';
import { noteContext } from './sealed.ts';

export type EscalationView = z.infer<typeof escalationView>;

/** Escalations as the coordinator `reader` (keyed digest) sees them, each with where its request stands now. */
export async function escalationViews(
  ports: Ports,
  { escalations, reader }: { readonly escalations: readonly Escalation[]; readonly reader: string },
  now: EpochMs,
): Promise<Result<EscalationView[], Problem>> {
  const keys = escalations.flatMap(({ request }) => (request === undefined ? [] : [liveKeys.talk(request)]));
  const talks = await loadMany(ports, keys, talkRecord);
  if (!talks.ok) return talks;
  const byId = new Map(talks.value.filter((talk) => !isGone(talk, now)).map((talk) => [talk.id, talk]));
  return ok(
    escalations.map((escalation) => {
      const talk = escalation.request === undefined ? undefined : byId.get(escalation.request);
      return viewOf(ports.crypto, { escalation, talk, reader });
    }),
  );
}

/** One escalation. */
export async function escalationViewOf(
  ports: Ports,
  { escalation, reader }: { readonly escalation: Escalation; readonly reader: string },
  now: EpochMs,
): Promise<Result<EscalationView, Problem>> {
  const views = await escalationViews(ports, { escalations: [escalation], reader }, now);
  if (!views.ok) return views;
  const [view] = views.value;
  if (view === undefined) throw new Error('one escalation has one view');
  return ok(view);
}

interface Shown {
  readonly escalation: Escalation;
  readonly talk: Talk | undefined;
  readonly reader: string;
}

function viewOf(crypto: Crypto, { escalation, talk, reader }: Shown): EscalationView {
  const { id, space, state, cause, request, raisedAt } = escalation;
  const steps = escalation.steps.map((step) => {
    const note = step.note === undefined ? undefined : crypto.open(step.note, noteContext(id, step.state));
    const by = wordFor(crypto, { space, person: step.by, reader });
    return { state: step.state, at: toIso(step.at), by, ...(note === undefined ? {} : { note }) };
  });
  return {
    id,
    state,
    cause,
    ...(request === undefined ? {} : { request }),
    situation: talk === undefined ? null : situationOf(talk),
    raisedAt: toIso(raisedAt),
    steps,
    next: nextSteps(state).map((next) => ({ state: next, asks: stepAsks[next] })),
  };
}

function situationOf(talk: Talk): NonNullable<EscalationView['situation']> {
  const { criteria, match } = talk;
  return {
    status: statusOf(talk),
    askedAt: toIso(talk.askedAt),
    lastSeenAt: toIso(talk.lastSeenAt),
    languages: criteria.languages,
    channel: criteria.channel,
    ...(criteria.country === undefined ? {} : { country: criteria.country }),
    ...(match === undefined
      ? {}
      : {
          conversation: {
            id: match.conversation,
            state: talk.state === 'matched' ? 'open' : 'ended',
            startedAt: toIso(match.at),
            seekerHere: match.seekerHereAt !== undefined,
            volunteerHere: match.volunteerHereAt !== undefined,
          },
          volunteer: match.volunteer,
        }),
  };
}
