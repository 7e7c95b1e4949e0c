/** The help resources of an answer: for the seeker's country, else for the country of the space, else for any country. */
import { supportFor, type Support } from '../../shared/domain/support/support.ts';
import { confirmationOf, type Space } from '../../shared/domain/space.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { dutyNow } from '../../shared/domain/opening.ts';

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
