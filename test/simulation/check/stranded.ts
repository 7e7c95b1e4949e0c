/** A request that ends because the space has changed: its seeker is safe, and no volunteer of the space could serve it. */
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Volunteer } from '../../../shared/domain/volunteer.ts';
import { secondsMax } from '../engine/invocation.ts';
import { isClosed } from './duty.ts';
import type { Change, Check } from './ledger.ts';

/** Milliseconds by which the clocks of two hosts may differ, with a margin. */
const skewMs = 5_000;

/** Judges each such end. A volunteer or a space that changed while the invocation ran is not judged: it may have read either. */
export function stranded(): Check {
  const changedAt = new Map<string, { readonly rev: string; readonly at: number }>();
  const isSteady = ({ id }: { readonly id: string }, { who, now }: Change): boolean =>
    now - (changedAt.get(id)?.at ?? now) > secondsMax[who.kind] * 1_000 + skewMs;
  return (ledger, change) => {
    const { who, now, talks } = change;
    for (const { id, rev } of [...ledger.spaces.values(), ...ledger.profiles.values()])
      if (changedAt.get(id)?.rev !== rev) changedAt.set(id, { rev, at: now });
    for (const { before, after } of talks) {
      if (after?.spaceChanged !== true || before === undefined || before.spaceChanged === true) continue;
      ledger.count('space changed');
      if (after.need === 'notSafeNow') ledger.violate('stranded', `${after.id} ended although its seeker is not safe`, who.name);
      const space = ledger.spaces.get(after.space);
      if (space === undefined || !isSteady(space, change) || isClosed(space, now)) continue;
      const able = [...ledger.profiles.values()].find((one) => isSteady(one, change) && couldServe(space, one, after, now));
      if (able !== undefined) ledger.violate('stranded', `${after.id} ended although ${able.id} could serve it`, who.name);
    }
  };
}

/** Written from the documents. Nothing here comes from the checked code. */
function couldServe(space: Space, volunteer: Volunteer, { criteria: ask, excludedVolunteers }: Talk, now: number): boolean {
  const { role, languages, mutedTopics, attributes, credentials, status, subject, channels = space.channels } = volunteer;
  if (volunteer.space !== space.id || status !== 'active' || subject === undefined || !space.roles.includes(role)) return false;
  if (!space.credentialsRequired.every((kind) => credentials.some((one) => one.kind === kind && one.expiresAt > now)))
    return false;
  if (!channels.includes(ask.channel) || !space.channels.includes(ask.channel)) return false;
  if (!languages.some((one) => ask.languages.includes(one)) || (ask.role !== undefined && ask.role !== role)) return false;
  if (mutedTopics.some((topic) => ask.topics.includes(topic))) return false;
  const lacks = ask.preferences.some(
    ({ attribute, value, strength }) => strength === 'require' && attributes[attribute]?.includes(value) !== true,
  );
  return !lacks && !excludedVolunteers.some((one) => one.volunteer === volunteer.id && one.until === null);
}
