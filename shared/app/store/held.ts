/** Whether a seat still holds what it says of a request, also of one that cannot be read or was deleted by hand. */
import type { Problem } from '../../contract/problems.ts';
import type { RequestId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { liveKeys } from './keys.ts';
import { talkRecord } from './live-records.ts';
import { load } from './transact.ts';

interface Moment {
  readonly space: Space;
  readonly now: EpochMs;
}

/** Read from the table. Of a request that cannot be read: until the longest talk would be over. 503 only if the store is unavailable. */
export async function isHeld(ports: Ports, seat: Seat, request: RequestId, moment: Moment): Promise<Result<boolean, Problem>> {
  const talk = await load(ports, liveKeys.talk(request), talkRecord);
  if (!talk.ok && talk.error.code === 'unavailable') return talk;
  return ok(talk.ok ? holds(talk.value, seat.volunteer) : isInUnreadTalk(seat, request, moment));
}

function holds(talk: Talk | undefined, volunteer: VolunteerId): boolean {
  if (talk === undefined) return false;
  if (talk.state === 'matched') return talk.match?.volunteer === volunteer;
  return talk.offers.some((open) => open.volunteer === volunteer);
}

/** Whether the volunteer may still be in a talk whose request cannot be read: until the longest talk would be over. */
function isInUnreadTalk(seat: Seat, request: RequestId, { space, now }: Moment): boolean {
  const { talkSecondsMax } = space.limits;
  return seat.talks.some((open) => open.request === request && plusSeconds(open.at, talkSecondsMax) > now);
}
