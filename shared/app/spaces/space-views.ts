/** What is shown of a space: to every caller, and to its coordinators and operators. Pure. */
import type * as z from 'zod';
import type { spaceView as publicShape, spaceSettingsView } from '../../contract/spaces.ts';
import type { WaitEstimate } from '../../domain/estimate/estimate.ts';
import type { Space } from '../../domain/space.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import { dutyNow, openingOf } from '../../domain/opening.ts';
import { openStateOf, type LiveRoom } from './live-state.ts';

export type SpaceView = Omit<z.infer<typeof publicShape>, 'support'>;
export type SpaceSettingsView = z.infer<typeof spaceSettingsView>;

function always(space: Space) {
  const { id, name, purpose, crisis, audience, country, timeZone, groundRules, confidentiality, inclusivity, evaluation } = space;
  const { roles, topics, channels, hours, direct, demo } = space;
  const said = { id, name, purpose, crisis, audience, country, timeZone, groundRules, confidentiality, inclusivity, evaluation };
  return { ...said, roles, topics, languages: inclusivity.languages, channels, hours, direct, demo };
}

/** A room, and how long a newcomer would wait in it. */
interface EstimatedRoom extends LiveRoom {
  readonly estimate: WaitEstimate | null;
}

/** The public view, without `support`. The estimate of a closed space is null, because no seeker waits there. */
export function spaceViewOf(space: Space, room: EstimatedRoom, now: EpochMs): SpaceView {
  const opening = openingOf(space, now);
  const page = { ...always(space), dutyNow: dutyNow(space, now) };
  if (opening.open) {
    const { closesAt } = opening;
    return {
      ...page,
      state: openStateOf(space, room),
      estimate: room.estimate,
      opensAt: null,
      closesAt: closesAt && toIso(closesAt),
    };
  }
  const opensAt = opening.opensAt === null ? null : toIso(opening.opensAt);
  return { ...page, state: 'closed', closedBecause: opening.because, estimate: null, opensAt, closesAt: null };
}

/** All settings of the space, and when the help numbers of each country were confirmed. */
export function settingsViewOf(space: Space, volunteersPending: number): SpaceSettingsView {
  const { duty, handover, credentialsRequired, limits, policy, resources } = space;
  const confirmed = Object.entries(space.confirmed).map(([country, { at }]) => ({ country, at: toIso(at) }));
  return {
    ...always(space),
    duty,
    ...(handover === undefined ? {} : { handover }),
    credentialsRequired,
    limits,
    policy,
    resources,
    confirmed,
    volunteersPending,
  };
}
