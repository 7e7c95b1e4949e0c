/** Reports that no coordinator of their space may see, because a coordinator was removed: operators are told of them. */
import type { Problem } from '../../contract/problems.ts';
import { pageItemsMax } from '../../domain/limits.ts';
import type { SpaceId } from '../../domain/ids.ts';
import type { Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { reportRecord } from '../store/home-records.ts';
import { reportPrefix, spacePk } from '../store/keys.ts';
import { caseAlertRecord } from '../store/live-records.ts';
import { pages, unavailable } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { hiddenToldMax } from './limits.ts';
import { hiddenFromCoordinators } from './report-reader.ts';

/** Writes an alert of each open report that is hidden from all coordinators, up to `hiddenToldMax`, the newest. 503 if one could not be written. */
export async function tellOfHidden(ports: Ports, space: SpaceId, now: EpochMs): Promise<Result<void, Problem>> {
  const isHidden = await hiddenFromCoordinators(ports, space);
  if (!isHidden.ok) return isHidden;
  const hidden: Report[] = [];
  const newestFirst = { table: 'home', pk: spacePk(space), prefix: reportPrefix, descending: true, limit: pageItemsMax } as const;
  for await (const page of pages(ports, newestFirst)) {
    if (!page.ok) return page;
    hidden.push(...readable(ports, reportRecord, page.value.items).filter((one) => one.state === 'open' && isHidden.value(one)));
    if (hidden.length >= hiddenToldMax) break;
  }
  if (hidden.length === 0) return ok();
  const alerts = hidden
    .slice(0, hiddenToldMax)
    .map(({ id: about }) => caseAlertRecord.overwrite(ports.ids, { rev: '', space, about, since: now }));
  const told = await ports.store.commit(alerts);
  return told.ok ? ok() : err(unavailable);
}
