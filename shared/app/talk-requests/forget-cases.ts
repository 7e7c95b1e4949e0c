/** What outlives an erased request no longer leads to it: its reports and its escalation lose what came from the request. */
import type { Problem } from '../../contract/problems.ts';
import type { Escalation } from '../../domain/escalation.ts';
import type { EscalationId, ReportId, SpaceId } from '../../domain/ids.ts';
import type { Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Item, Ports, Write } from '../../ports.ts';
import type { Match } from '../../domain/talk.ts';
import { feedbackDigest, feedbackPlace } from '../store/feedback-of.ts';
import { escalationRecord, reportRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { loadItem, unavailable } from '../store/transact.ts';
import { asItWas, readOne, type Reader } from '../store/unreadable.ts';

interface Cases {
  readonly space: SpaceId;
  readonly reports: readonly ReportId[];
  readonly escalations: readonly EscalationId[];
}

/** The writes that make the cases of a request forget it. A case that cannot be read loses the same fields, and nothing else. */
export async function forgetCases(ports: Ports, cases: Cases): Promise<Result<readonly Write[], Problem>> {
  const writes: Write[] = [];
  for (const id of cases.reports) {
    const item = await loadItem(ports, homeKeys.report(cases.space, id));
    if (!item.ok) return item;
    writes.push(
      ...forgetting(ports, item.value, { record: reportRecord, fields: ['conversation', 'text'], forget: reportWrite }),
    );
  }
  for (const id of cases.escalations) {
    const item = await loadItem(ports, homeKeys.escalation(cases.space, id));
    if (!item.ok) return item;
    writes.push(...forgetting(ports, item.value, { record: escalationRecord, fields: ['request'], forget: escalationWrite }));
  }
  return ok(writes);
}

interface Kind<T> {
  readonly record: Reader<T>;
  /** The fields that lead to the request. */
  readonly fields: readonly string[];
  readonly forget: (ports: Ports, entity: T) => Write;
}

function forgetting<T>(ports: Ports, item: Item | undefined, { record, fields, forget }: Kind<T>): readonly Write[] {
  if (item === undefined) return [];
  const read = readOne(ports, record, item);
  if (read.ok) return [forget(ports, read.value)];
  const body = Object.fromEntries(Object.entries(item.body).filter(([name]) => !fields.includes(name)));
  const without: Item = { ...item, body, rev: ports.ids.fresh('rev') };
  return [{ kind: 'put', item: without, expected: asItWas(item) }];
}

/** An open report stays, with a keyed pseudonym and a category. A closed one is deleted. */
function reportWrite(ports: Ports, report: Report): Write {
  const { conversation: _conversation, text: _text, ...kept } = report;
  return report.state === 'closed' ? reportRecord.remove(report) : reportRecord.put(ports.ids, kept, report);
}

/** An open case stays until a coordinator closes it. A closed one is deleted. */
function escalationWrite(ports: Ports, escalation: Escalation): Write {
  const { request: _request, ...kept } = escalation;
  return escalation.state === 'closed' ? escalationRecord.remove(escalation) : escalationRecord.put(ports.ids, kept, escalation);
}

/**
 * Feedback that a version before this one stored had a place without the week. It goes with the request too, before it: it does not fit into the
 * same transaction. 503 if it could not be deleted.
 */
export async function earlierFeedbackGone(
  ports: Ports,
  space: SpaceId,
  talks: readonly { readonly conversation?: Match['conversation'] | undefined }[],
): Promise<Result<void, Problem>> {
  const writes = talks.flatMap(({ conversation }) =>
    conversation === undefined
      ? []
      : (['seeker', 'volunteer'] as const).map((by): Write => {
          const key = homeKeys.feedbackWithoutWeek(space, feedbackDigest(ports.crypto, conversation, by));
          return { kind: 'delete', key, expected: { kind: 'any' } };
        }),
  );
  const gone = writes.length === 0 ? ok() : await ports.store.commit(writes);
  return gone.ok ? ok() : err(unavailable);
}

/** The feedback of both sides about the talks of the request goes with it. Its place follows from the talk and when it began. */
export function feedbackGone(
  ports: Ports,
  space: SpaceId,
  talks: readonly { readonly [Name in 'conversation' | 'at']?: Match[Name] | undefined }[],
): readonly Write[] {
  return talks.flatMap(({ conversation, at }) =>
    conversation === undefined || at === undefined
      ? []
      : (['seeker', 'volunteer'] as const).map((by): Write => {
          const key = homeKeys.feedback(space, feedbackPlace(ports.crypto, { conversation, at }, by));
          return { kind: 'delete', key, expected: { kind: 'any' } };
        }),
  );
}
