/**
 * A report by one side about the other. The coordinators of the space get it; a coordinator that the report names does not see
 * it.
 */
import type * as z from 'zod';
import type { reportBody } from '../../contract/conversations.ts';
import type { Problem } from '../../contract/problems.ts';
import { reportId, type ReportId } from '../../domain/ids.ts';
import { reportsPerRequestMax } from '../../domain/limits.ts';
import type { Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { idempotently } from '../resource/idempotently.ts';
import { reportContext } from '../cases/sealed.ts';
import { sortableId } from '../store/sortable-id.ts';
import { reportRecord } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { talkRecord } from '../store/live-records.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { blockPair } from './block.ts';
import { notFound } from '../store/problems.ts';

export interface ReportCommand extends ConversationCommand {
  readonly body: z.infer<typeof reportBody>;
  readonly key: string | undefined;
}

export interface Reported {
  readonly id: ReportId;
  readonly blocked: boolean;
  readonly found: ConversationFor;
}

/**
 * Stores the report with sealed text, and blocks the pair if the reporter asks for that. 401, 404, 410, 422 idempotency-mismatch,
 * 429.
 */
export async function reportOther(ports: Ports, command: ReportCommand, now: EpochMs): Promise<Result<Reported, Problem>> {
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { who, space, talk, match } = found.value;
  if (who === 'partner' || who === 'coordinator') return err(notFound);
  const { category, text, block } = command.body;
  const made = await idempotently<ReportId>(
    ports,
    {
      caller: command.caller,
      route: 'report',
      space: space.id,
      key: command.key,
      payload: jsonObject({ ...command.body, conversation: match.conversation }),
      now,
    },
    {
      make: async () => {
        const fresh = await loadTalk(ports, space.id, talk.id, now);
        if (!fresh.ok) return fresh;
        if (fresh.value.reports.length >= reportsPerRequestMax) return err({ code: 'too-many-requests' });
        const id = reportId.parse(sortableId(ports.ids, 'rpt', now));
        const report: Report = {
          id,
          space: space.id,
          rev: '',
          state: 'open',
          category,
          by: who,
          volunteer: match.volunteer,
          ...(talk.subject === undefined ? {} : { subject: talk.subject }),
          conversation: match.conversation,
          ...(text === undefined ? {} : { text: ports.crypto.seal(text, reportContext(id)) }),
          at: now,
        };
        const remembered = { ...fresh.value, event: 'reported' as const, reports: [...fresh.value.reports, id] };
        return ok({
          writes: [reportRecord.put(ports.ids, report, undefined), talkRecord.put(ports.ids, remembered, fresh.value)],
          about: id,
          value: id,
        });
      },
      again: (about) => Promise.resolve(ok(reportId.parse(about))),
    },
  );
  if (!made.ok) return made;
  const blocked = block ? await blockPair(ports, command, now) : ok(undefined);
  return blocked.ok ? ok({ id: made.value, blocked: block, found: found.value }) : blocked;
}
