/** A report that asks for a block: the block holds also if the report is refused. */
import { expect, it } from 'vitest';
import { blockPair } from '../../shared/app/conversations/block.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { homeKeys, liveKeys } from '../../shared/app/store/keys.ts';
import { blockRecord } from '../../shared/app/store/home-records.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { reportBody } from '../../shared/contract/conversations.ts';
import { reportCharsMax } from '../../shared/domain/case-limits.ts';
import { conversationOf } from '../../shared/domain/ids.ts';
import { aTalk, at, noon, offerNo, requestNo, volunteerNo } from '../fixtures/domain.ts';
import { aService, aSpace, committed, disruption, problemOf, stored, valueOf } from '../fixtures/service.ts';

const request = requestNo(1);
const conversation = conversationOf(request, 1);
/** More reports than any limit allows. */
const manyReports = 60;

async function anEndedTalk() {
  const service = aService();
  const space = await aSpace(service);
  const talk = aTalk({
    space,
    subject: 'subject',
    state: 'ended',
    endedAt: at(60),
    match: {
      conversation,
      n: 1,
      offer: offerNo(1),
      volunteer: volunteerNo(1),
      at: noon,
      reasons: [],
      endsBy: at(3600),
      endedAt: at(60),
      endedBy: 'seeker',
    },
  });
  valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
  const command = { caller: { kind: 'seeker', request }, space, conversation } as const;
  const report = (n: number, block: boolean, key = `key ${n}`) => {
    const body = reportBody.parse({ category: 'other', text: `${n} `.padEnd(reportCharsMax, 'x'), block });
    return reportOther(service.ports, { ...command, body, key }, at(70));
  };
  const isBlocked = async () => {
    const found = await service.store.get(homeKeys.block(space, 'subject', volunteerNo(1)));
    return found.ok && found.value !== undefined && blockRecord.read(found.value).by === 'seeker';
  };
  return { service, command, report, isBlocked };
}

it('[bug-block-first] a block holds although there are too many reports', async () => {
  const { report, isBlocked } = await anEndedTalk();
  let n = 0;
  while (n < manyReports && (await report(n, false)).ok) n += 1;
  expect(await isBlocked()).toBe(false);
  expect(problemOf(await report(n + 1, true)).code).toBe('too-many-requests');
  expect(await isBlocked()).toBe(true);
});

it('a block holds although the key of the report was used for another report', async () => {
  const { report, isBlocked } = await anEndedTalk();
  valueOf(await report(1, false, 'key'));
  expect(problemOf(await report(2, true, 'key')).code).toBe('idempotency-mismatch');
  expect(await isBlocked()).toBe(true);
});

it('a report is not stored while its block cannot be, so that the call can be repeated whole', async () => {
  const { service, report, isBlocked } = await anEndedTalk();
  service.ahead.push(disruption.unavailable);
  expect(problemOf(await report(1, true)).code).toBe('unavailable');
  expect((await stored(service.store, liveKeys.talk(request), talkRecord)).reports).toEqual([]);
  valueOf(await report(1, true));
  expect([await isBlocked(), (await stored(service.store, liveKeys.talk(request), talkRecord)).reports.length]).toEqual([
    true,
    1,
  ]);
});

it('a block alone and a block with a report leave the same', async () => {
  const [alone, reported] = [await anEndedTalk(), await anEndedTalk()];
  valueOf(await blockPair(alone.service.ports, alone.command, at(70)));
  valueOf(await reported.report(1, true));
  const excluded = async ({ service }: typeof alone) =>
    (await stored(service.store, liveKeys.talk(request), talkRecord)).excludedVolunteers;
  expect(await excluded(reported)).toEqual(await excluded(alone));
});
