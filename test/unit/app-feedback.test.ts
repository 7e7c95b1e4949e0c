/** Feedback as coordinators read it: in groups in which no talk can be recognised. */
import { describe, expect, it } from 'vitest';
import { giveFeedback } from '../../shared/app/conversations/feedback.ts';
import { showFeedback } from '../../shared/app/feedback/show-feedback.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { feedbackBody } from '../../shared/contract/conversations.ts';
import { feedbackView } from '../../shared/contract/feedback.ts';
import { feedback, groupingStart, groupsOf, lastSettledWeek } from '../../shared/domain/feedback.ts';
import { isoWeek } from '../../shared/domain/hours/week.ts';
import { conversationOf, type SpaceId } from '../../shared/domain/ids.ts';
import { feedbackGroupMin, feedbackTextsMax } from '../../shared/domain/case-limits.ts';
import { epochMs, fromIso, plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { aTalk, offerNo, requestNo, volunteerNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  committed,
  expectConforms,
  overtakenBy,
  problemOf,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

const day = 86_400;
/** A Monday, with which groups begin. */
const monday = fromIso('2026-03-30T12:00:00Z') ?? epochMs.parse(0);
const later = (days: number): EpochMs => plusSeconds(monday, days * day);
const inWeek = (week: number): EpochMs => later(7 * week);

interface Said {
  readonly n: number;
  readonly at: EpochMs;
  readonly text?: string;
  readonly shareText?: boolean;
}

/** The seeker of talk `n` says that they felt heard. */
async function says(service: Service, space: SpaceId, { n, at, ...body }: Said): Promise<void> {
  const request = requestNo(n);
  const match = { conversation: conversationOf(request, 1), n: 1, offer: offerNo(n), volunteer: volunteerNo(1), at };
  const talk = aTalk({ n, space, state: 'matched', match: { ...match, reasons: [], endsBy: plusSeconds(at, 7200) } });
  valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
  valueOf(await give(service, space, { n, at, ...body }));
}

function give(service: Service, space: SpaceId, { n, at, ...body }: Said) {
  const request = requestNo(n);
  const command = { caller: { kind: 'seeker', request }, space, conversation: conversationOf(request, 1) } as const;
  return giveFeedback(service.ports, { ...command, body: feedbackBody.parse({ heard: 'yes', rating: 4, ...body }) }, at);
}

const show = (service: Service, space: SpaceId, now: EpochMs, span: { from?: string; to?: string } = {}) =>
  showFeedback(service.ports, { caller: service.person('coordinator'), space, ...span }, now);

describe('feedback', () => {
  it('[bug-feedback-group] is shown in groups of complete weeks with at least five talks, and never otherwise', async () => {
    const service = aService();
    const space = await aSpace(service);
    let n = 0;
    const say = async (week: number, times: number) => {
      for (let made = 0; made < times; made += 1) await says(service, space, { n: (n += 1), at: inWeek(week) });
    };
    await say(0, feedbackGroupMin - 1);
    expect(valueOf(await show(service, space, later(60))).items).toEqual([]);
    await say(1, 3);
    await say(2, feedbackGroupMin);
    await say(3, feedbackGroupMin - 1);
    const { items } = valueOf(await show(service, space, later(60)));
    expect(items.map(({ by, from, to, talks }) => [by, from, to, talks])).toEqual([
      ['seeker', isoWeek(inWeek(0)), isoWeek(inWeek(1)), feedbackGroupMin + 2],
      ['seeker', isoWeek(inWeek(2)), isoWeek(inWeek(2)), feedbackGroupMin],
    ]);
    expect(items[1]).toMatchObject({ heard: { yes: feedbackGroupMin, somewhat: 0, no: 0 }, ratings: [0, 0, 0, 5, 0] });
    expectConforms(feedbackView, { items });
    // The week is complete ten days after it began.
    const weeks = async (days: number) => valueOf(await show(service, space, later(days))).items.length;
    expect([await weeks(14 + 9), await weeks(14 + 10)]).toEqual([1, 2]);
  });

  it('[bug-feedback-span] has the same groups whatever span is asked for, so that no difference of two answers is a single talk', async () => {
    const service = aService();
    const space = await aSpace(service);
    for (let n = 1; n <= 12; n += 1) await says(service, space, { n, at: inWeek(Math.floor((n - 1) / 3)) });
    const all = valueOf(await show(service, space, later(60))).items;
    expect(all.map(({ talks }) => talks)).toEqual([6, 6]);
    for (let from = 0; from < 28; from += 3)
      for (let to = from; to < 35; to += 3) {
        const dates = { from: dateOf(later(from)), to: dateOf(later(to)) };
        for (const item of valueOf(await show(service, space, later(60), dates)).items) expect(all).toContainEqual(item);
      }
  });

  it('[bug-feedback-text] shows the texts of those who agreed, in no order, and keeps no other text', async () => {
    const service = aService();
    const space = await aSpace(service);
    for (const [at, text] of ['delta', 'alpha', 'not for you', 'charlie', 'bravo'].entries())
      await says(service, space, { n: at + 1, at: inWeek(0), text, shareText: text !== 'not for you' });
    const [item] = valueOf(await show(service, space, later(60))).items;
    expect([item?.texts, item?.textsLeftOut]).toEqual([['alpha', 'bravo', 'charlie', 'delta'], 0]);
    expect(feedbackTextsMax).toBeGreaterThan(4);
  });

  it('[bug-feedback-erased] goes with the request that is erased, also if it was given meanwhile', async () => {
    const service = aService();
    const space = await aSpace(service);
    const said = { n: 1, at: inWeek(0), text: 'mine', shareText: true };
    await says(service, space, said);
    const held = () => service.store.dump().filter(({ key }) => key.pk.startsWith('FEEDBACK#'));
    expect(held()).toHaveLength(1);
    const request = requestNo(1);
    const erase = () => eraseRequest(service.ports, { caller: { kind: 'seeker', request }, space, request }, inWeek(0));
    service.ahead.push(overtakenBy(async () => valueOf(await erase())));
    expect(problemOf(await give(service, space, said)).code).toBe('gone');
    expect(held()).toEqual([]);
  });

  it('[bug-feedback-before] goes with the request also from where an earlier version stored it', async () => {
    const service = aService();
    const space = await aSpace(service);
    await says(service, space, { n: 1, at: inWeek(0) });
    const held = () => service.store.dump().filter(({ key }) => key.pk.startsWith('FEEDBACK#'));
    const [item] = held();
    if (item === undefined) throw new Error('no feedback');
    const sk = item.key.sk.split('#')[1] ?? '';
    const earlier = { kind: 'put', item: { ...item, key: { ...item.key, sk } }, expected: { kind: 'any' } } as const;
    valueOf(await committed(service.store, [earlier]));
    expect(held()).toHaveLength(2);
    const request = requestNo(1);
    valueOf(await eraseRequest(service.ports, { caller: { kind: 'seeker', request }, space, request }, inWeek(0)));
    expect(held()).toEqual([]);
  });
});

function dateOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10);
}

describe('groups of feedback', () => {
  it('begin anew four times a year, and what is left over is in none', () => {
    const weeks = { '2026-W01': '2026-W01', '2026-W13': '2026-W01', '2026-W14': '2026-W14', '2026-W53': '2026-W40' };
    for (const [week, start] of Object.entries(weeks)) expect(groupingStart(week)).toBe(start);
    const one = (week: string) => feedback.parse({ rev: '', space: 'spc_12345678', digest: week, until: 0, by: 'seeker', week });
    const given = ['2026-W12', '2026-W13', ...Array.from({ length: feedbackGroupMin }, () => '2026-W14')].map(one);
    expect(groupsOf(given)).toMatchObject([{ from: '2026-W14', to: '2026-W14' }]);
  });

  it('hold no week in which a talk may still get feedback', () => {
    const sunday = fromIso('2026-03-29T23:59:59Z') ?? epochMs.parse(0);
    const longestTalk = 28_800;
    const lastFeedback = plusSeconds(sunday, longestTalk + 169_200);
    expect(lastSettledWeek(lastFeedback) < isoWeek(sunday)).toBe(true);
  });
});
