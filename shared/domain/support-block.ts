/** The help resources of an answer: for the seeker's country, else for the country of the space, else for any country. */
import { supportFor, type Support } from './support/support.ts';
import { confirmationOf, type Space } from './space.ts';
import type { Talk } from './talk.ts';
import type { EpochMs } from './time.ts';
import { dutyNow } from './opening.ts';

export interface SupportAbout {
  readonly space?: Space | undefined;
  readonly country?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly topic?: string | undefined;
  readonly notSafeNow?: boolean | undefined;
  readonly spaceChanged?: boolean | undefined;
}

/** Never fails and is never empty: all except the space's own resources is static. */
export function supportBlock(
  { space, country, languages, topic, notSafeNow, spaceChanged }: SupportAbout,
  now: EpochMs,
): Support {
  const where = country ?? space?.country ?? null;
  return supportFor({
    country: where,
    languages,
    topic,
    now,
    notSafeNow,
    spaceResources: space?.resources.entries,
    confirmedAt: where === null ? undefined : space && confirmationOf(space, where)?.at,
    demo: space?.demo,
    spaceCountry: space?.country,
    spaceChanged,
    unattended: notSafeNow === true && space !== undefined && !dutyNow(space, now),
  });
}

/** What decides the help resources of an answer about a request. */
export function aboutTalk({ space, talk }: { readonly space: Space; readonly talk?: Talk | undefined }): SupportAbout {
  if (talk === undefined) return { space };
  return {
    space,
    ...(talk.criteria.country === undefined ? {} : { country: talk.criteria.country }),
    languages: talk.criteria.languages,
    topic: talk.criteria.topics[0],
    notSafeNow: talk.need === 'notSafeNow',
    spaceChanged: talk.spaceChanged,
  };
}
