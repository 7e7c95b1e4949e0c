/** The help resources of an answer: for the seeker's country, else for the country of the space, else for any country. */
import { supportFor, type Support } from '../../shared/domain/support/support.ts';
import type { Space } from '../../shared/domain/space.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { dutyNow } from '../../shared/domain/opening.ts';

export interface SupportAbout {
  readonly space?: Space | undefined;
  readonly country?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly topic?: string | undefined;
  readonly notSafeNow?: boolean | undefined;
}

const nobodyOnDuty =
  'No coordinator of this space is on duty now, so this space cannot act in an emergency. If you are in danger, call the emergency number given here, or go to someone near you.';

/** Never fails and is never empty: all except the space's own resources is static. */
export function supportBlock({ space, country, languages, topic, notSafeNow }: SupportAbout, now: EpochMs): Support {
  const where = country ?? space?.country ?? null;
  const block = supportFor({
    country: where,
    languages,
    topic,
    now,
    notSafeNow,
    spaceResources: space?.resources.entries,
    confirmedAt: where === null ? undefined : space?.confirmed[where]?.at,
    demo: space?.demo,
  });
  if (notSafeNow !== true || space === undefined || dutyNow(space, now)) return block;
  return { ...block, notice: [nobodyOnDuty, ...(block.notice === undefined ? [] : [block.notice])].join(' ') };
}
