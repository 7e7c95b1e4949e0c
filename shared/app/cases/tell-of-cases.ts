/** Tells people of the cases that no person has taken up. The table is the truth: what starts this only says that it is time to look. */
import type { Problem } from '../../contract/problems.ts';
import { isDueToTell, isEscalation, isLate, type CaseAlert } from '../../domain/case-alert.ts';
import { commitsParallel, pageItemsMax } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { secondsBetween, toIso, type EpochMs } from '../../domain/time.ts';
import { caseAlertsPartition } from '../../names.ts';
import type { CaseNotice, CaseTopic, Ports } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { caseAlertRecord } from '../store/live-records.ts';
import { pages, unavailable } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';

export interface CaseTeller {
  readonly topic: CaseTopic;
  /** Where callers reach the API, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * Sends a notice of every alert that is due, at least once, and says in the log if a coordinator is late. An alert that cannot be sent or read
 * stops no other. 503 if one could not be sent; the next run sends it. Runs may overlap: then a notice may be sent twice.
 */
export async function tellOfCases(ports: Ports, teller: CaseTeller, now: EpochMs): Promise<Result<void, Problem>> {
  const late: CaseAlert[] = [];
  let unread = 0;
  let failed = false;
  for await (const page of pages(ports, { table: 'live', pk: caseAlertsPartition, limit: pageItemsMax })) {
    if (!page.ok) return page;
    const alerts = readable(ports, caseAlertRecord, page.value.items);
    // An alert that cannot be read counts as late, because no person learns of it.
    unread += page.value.items.length - alerts.length;
    late.push(...alerts.filter((alert) => isLate(alert, now)));
    const due = alerts.filter((alert) => isDueToTell(alert, now));
    const told = await inParallel(due, commitsParallel, (alert) => tell(ports, teller, alert, now));
    failed ||= told.includes(false);
  }
  if (late.length + unread > 0) {
    const oldestSeconds = Math.max(0, ...late.map(({ since }) => secondsBetween(since, now)));
    ports.log.write({ code: 'cases-late', fields: { cases: late.length, unread, oldestSeconds } });
  }
  return failed ? err(unavailable) : ok();
}

/** Sends first and notes it then, so that a crash in between sends it again. A lost race means that the case was taken up meanwhile. */
async function tell(ports: Ports, { topic, publicUrl }: CaseTeller, alert: CaseAlert, now: EpochMs): Promise<boolean> {
  // A refusal throws. It must not keep the other alerts from being sent.
  const sent = await topic.publish(noticeOf(alert, publicUrl)).catch(() => err(unavailable));
  const after = { ...alert, told: (alert.told ?? 0) + 1, toldAt: now };
  const noted = isEscalation(alert) ? caseAlertRecord.put(ports.ids, after, alert) : caseAlertRecord.remove(alert);
  if (sent.ok) await ports.store.commit([noted]);
  return sent.ok;
}

function noticeOf(alert: CaseAlert, publicUrl: string): CaseNotice {
  const { space, about, since, told: repeated = 0 } = alert;
  const common = { space, about, repeated };
  if (!isEscalation(alert))
    return {
      ...common,
      kind: 'report',
      audience: 'operators',
      subject: 'Earshot: a report for an operator',
      text: [
        `In the space ${space} a seeker has reported the person who is its only coordinator, at ${toIso(since)}.`,
        `No coordinator may see the report ${about}. Read it as an operator, and decide what to do: GET ${publicUrl}/v1/spaces/${space}/reports`,
      ].join('\n\n'),
    };
  return {
    ...common,
    kind: 'escalation',
    audience: 'coordinators',
    subject: repeated === 0 ? 'Earshot: a seeker is not safe' : 'Earshot: a seeker is not safe, and no coordinator has answered',
    text: [
      `In the space ${space} a seeker who is not safe has asked to talk, at ${toIso(since)}.`,
      `No coordinator has acknowledged the case ${about} yet. Open it in your app for coordinators, or read it: GET ${publicUrl}/v1/spaces/${space}/escalations`,
      'This message comes again until a coordinator acknowledges the case.',
    ].join('\n\n'),
  };
}
