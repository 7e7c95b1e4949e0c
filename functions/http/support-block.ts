/** The help that goes with an answer: for the seeker's country, or the space's, or wherever they are. */
import { supportFor } from '../../shared/domain/support/support.ts';
import type { Support } from '../../shared/domain/support/support.ts';
import type { Space } from '../../shared/domain/space.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { dutyNow } from '../../shared/app/spaces/opening.ts';

export interface SupportAbout {
  readonly space?: Space | undefined;
  readonly country?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly topic?: string | undefined;
  readonly notSafeNow?: boolean | undefined;
}

const nobodyOnDuty =
  'Nobody is on duty in this space right now who could act in an emergency. If you are in danger, call the emergency number given here, or go to someone near you.';

/** Never fails and never is empty: it is static but for what the space adds. */
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
