/** A report by one side about the other. The coordinators of the space get it, except the person that it names. */
import type * as z from 'zod';
import type { reportBody } from '../../contract/conversations.ts';
import type { Problem } from '../../contract/problems.ts';
import { reportId, type ReportId } from '../../domain/ids.ts';
import { reportsPerSideMax, reportTextCharsMax } from '../../domain/case-limits.ts';
import type { Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Match, Side, Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports, Write } from '../../ports.ts';
import { idempotently } from '../resource/idempotently.ts';
import { personsOf } from '../cases/persons-of.ts';
import { hiddenFromCoordinators } from '../cases/report-reader.ts';
import { reportContext } from '../cases/sealed.ts';
import { sortableId } from '../store/sortable-id.ts';
import { reportRecord } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { homeKeys } from '../store/keys.ts';
import { caseAlertRecord, talkRecord } from '../store/live-records.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { loadMany } from '../store/transact.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { blockPair } from './block.ts';
import { notFound } from '../store/problems.ts';

export interface ReportCommand extends ConversationCommand {
  readonly body: z.infer<typeof reportBody>;
  readonly key: string | undefined;
}

/** Between the texts of a report that was made again. */
const betweenTexts = '\n\n';

export interface Reported {
  readonly id: ReportId;
  readonly blocked: boolean;
  readonly found: ConversationFor;
}

/**
 * Blocks the pair if the reporter asks for that, also if the report is then refused. Stores the report with sealed text. A second report of the
 * same side, talk and category is the first one again: its text is added, and a closed report is opened again. 401, 404, 410, 422
 * idempotency-mismatch; 429 beyond `reportsPerSideMax` reports, or for more text than a report holds.
 */
export async function reportOther(ports: Ports, command: ReportCommand, now: EpochMs): Promise<Result<Reported, Problem>> {
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { who, space, talk, match } = found.value;
  if (who === 'partner' || who === 'coordinator') return err(notFound);
  const { block } = command.body;
  // A report may be refused. The block that was asked for with it must hold all the same.
  const blocked = block ? await blockPair(ports, { ...command, withReport: true }, now) : ok(undefined);
  if (!blocked.ok) return blocked;
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
        const keys = fresh.value.reports.map((id) => homeKeys.report(space.id, id));
        const earlier = await loadMany(ports, keys, reportRecord);
        if (!earlier.ok) return earlier;
        const own = earlier.value.filter((report) => report.by === who);
        const same = own.find(
          ({ conversation, category }) => conversation === match.conversation && category === command.body.category,
        );
        if (same !== undefined) return saidAgain(ports, same, command.body.text, now);
        if (own.length >= reportsPerSideMax) return err({ code: 'too-many-requests' });
        return newReport(ports, { talk: fresh.value, match, who, body: command.body }, now);
      },
      again: (about) => Promise.resolve(ok(reportId.parse(about))),
    },
  );
  return made.ok ? ok({ id: made.value, blocked: block, found: found.value }) : made;
}

type Made = Result<{ readonly writes: readonly Write[]; readonly about: string; readonly value: ReportId }, Problem>;

interface Told {
  readonly talk: Talk;
  readonly match: Match;
  readonly who: Side;
  readonly body: ReportCommand['body'];
}

async function newReport(ports: Ports, { talk, match, who, body }: Told, now: EpochMs): Promise<Made> {
  const persons = await personsOf(ports, talk.space, match.volunteer);
  if (!persons.ok) return persons;
  const id = reportId.parse(sortableId(ports.ids, 'rpt', now));
  const report: Report = {
    id,
    space: talk.space,
    rev: '',
    state: 'open',
    category: body.category,
    by: who,
    volunteer: match.volunteer,
    ...(who === 'volunteer' ? {} : { persons: [...persons.value] }),
    ...(talk.subject === undefined ? {} : { subject: talk.subject }),
    conversation: match.conversation,
    ...(body.text === undefined ? {} : { text: ports.crypto.seal(body.text, reportContext(id)) }),
    at: now,
  };
  const remembered = { ...talk, event: 'reported' as const, reports: [...talk.reports, id] };
  const alerts = await alertsOf(ports, report, now);
  if (!alerts.ok) return alerts;
  return ok({
    writes: [reportRecord.put(ports.ids, report, undefined), talkRecord.put(ports.ids, remembered, talk), ...alerts.value],
    about: id,
    value: id,
  });
}

/** The same report once more: nothing that was said is lost, and a coordinator who closed it looks again. */
async function saidAgain(ports: Ports, before: Report, text: string | undefined, now: EpochMs): Promise<Made> {
  const said = before.text === undefined ? '' : (ports.crypto.open(before.text, reportContext(before.id)) ?? '');
  const isNew = text !== undefined && !said.split(betweenTexts).includes(text);
  const all = isNew ? [said, text].filter((part) => part !== '').join(betweenTexts) : said;
  if (all.length > reportTextCharsMax) return err({ code: 'too-many-requests' });
  const { closedAt: _at, closedBy: _by, ...rest } = before;
  const after: Report = {
    ...rest,
    state: 'open',
    ...(isNew ? { text: ports.crypto.seal(all, reportContext(before.id)) } : {}),
  };
  const named = { about: before.id, value: before.id };
  if (!isNew && before.state === 'open') return ok({ writes: [], ...named });
  const alerts = await alertsOf(ports, after, now);
  return alerts.ok ? ok({ writes: [reportRecord.put(ports.ids, after, before), ...alerts.value], ...named }) : alerts;
}

/** An operator must learn of a report that no coordinator may see. */
async function alertsOf(ports: Ports, report: Report, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  const isHidden = await hiddenFromCoordinators(ports, report.space);
  if (!isHidden.ok) return isHidden;
  if (!isHidden.value(report)) return ok([]);
  return ok([caseAlertRecord.overwrite(ports.ids, { rev: '', space: report.space, about: report.id, since: now })]);
}
