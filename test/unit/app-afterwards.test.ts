/** What follows an earlier event: an erasure, a talk that never began, a silent seeker. */
import { describe, expect, it } from 'vitest';
import { reportContext } from '../../shared/app/cases/sealed.ts';
import { endConversation } from '../../shared/app/conversations/end.ts';
import { setJoin } from '../../shared/app/conversations/join-links.ts';
import { rematchConversation } from '../../shared/app/conversations/rematch.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { reportRecord } from '../../shared/app/store/home-records.ts';
import { homeKeys, liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { seatRecord, subjectRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { loadTalk } from '../../shared/app/store/talk-aggregate.ts';
import { cancelRequest } from '../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { recordHeartbeat } from '../../shared/app/talk-requests/heartbeat.ts';
import { conversationOf, type VolunteerId } from '../../shared/domain/ids.ts';
import { epochMs, plusSeconds, toIso } from '../../shared/domain/time.ts';
import { reportCharsMax, reportsPerSideMax } from '../../shared/domain/case-limits.ts';
import { reportCategories, type Report } from '../../shared/domain/report.ts';
import type { Store } from '../../shared/ports.ts';
import {
  aSeat,
  aTalk,
  at,
  noon,
  offerNo,
  requestNo,
  spaceNo,
  volunteerNo,
  type SeatParts,
  type TalkParts,
} from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, problemOf, stored, valueOf, type Service } from '../fixtures/service.ts';
import { partnerOf } from '../world/people.ts';

const request = requestNo(1);
const aMatch = (n: number, volunteer: VolunteerId) => ({
  conversation: conversationOf(request, n),
  n,
  offer: offerNo(n),
  volunteer,
  at: noon,
  reasons: [],
  endsBy: at(3600),
});

async function puts(service: Service, talks: readonly TalkParts[], seats: readonly SeatParts[]) {
  const { ports, store } = service;
  const id = await aSpace(service);
  const space = valueOf(await spaceOr404(ports, id));
  const writes = [
    ...talks.map((parts) => talkRecord.put(ports.ids, aTalk({ ...parts, space: id }), undefined)),
    ...seats.map((parts) => seatRecord.put(ports.ids, aSeat({ ...parts, space: id }), undefined)),
  ];
  valueOf(await committed(store, writes));
  const seat = (volunteer: VolunteerId) => stored(store, liveKeys.seat(id, volunteer), seatRecord);
  return { space, seat };
}

describe('an erasure', () => {
  const erased = async () => {
    const service = aService();
    const ended = { endedAt: at(60), endedBy: 'rematch' } as const;
    const talk: TalkParts = {
      state: 'ended',
      endedAt: at(600),
      previousMatches: [{ ...aMatch(1, volunteerNo(1)), ...ended }],
      match: { ...aMatch(2, volunteerNo(2)), endedAt: at(600), endedBy: 'seeker' },
    };
    const acceptedOffers = (n: number) => ({ n, acceptedOffers: [{ offer: offerNo(n), request }] });
    const { space, seat } = await puts(service, [talk], [acceptedOffers(1), acceptedOffers(2)]);
    const caller = { kind: 'seeker', request } as const;
    valueOf(await eraseRequest(service.ports, { caller, space: space.id, request }, at(700)));
    return { service, space, seat };
  };

  it('[bug-erasure-seats] deletes the request from the seats of all its matches', async () => {
    const { seat } = await erased();
    expect((await seat(volunteerNo(1))).acceptedOffers).toEqual([]);
    expect((await seat(volunteerNo(2))).acceptedOffers).toEqual([]);
  });

  it('[bug-tombstone-day] answers 410 for a day', async () => {
    const { service, space } = await erased();
    const codeAfter = async (hours: number) =>
      problemOf(await loadTalk(service.ports, space.id, request, at(700 + hours * 3600))).code;
    expect(await codeAfter(0)).toBe('gone');
    expect(await codeAfter(23)).toBe('gone');
    expect(await codeAfter(24)).toBe('not-found');
  });

  it('[bug-erasure-subject] lets the subject ask again, also if the seat of the talk is not there to end it', async () => {
    const service = aService();
    const talk: TalkParts = { state: 'matched', subject: 'digest', match: aMatch(1, volunteerNo(1)) };
    const { space } = await puts(service, [talk], []);
    const lock = subjectRecord.put(service.ports.ids, { rev: '', space: space.id, subject: 'digest', request }, undefined);
    valueOf(await committed(service.store, [lock]));
    const caller = { kind: 'seeker', request } as const;
    valueOf(await eraseRequest(service.ports, { caller, space: space.id, request }, at(60)));
    expect(await service.store.get(liveKeys.subject(space.id, 'digest'))).toMatchObject({ value: undefined });
  });
});

describe('[bug-cancel-wakes] a cancelled request', () => {
  it('wakes the matcher for the volunteer whom it frees', async () => {
    const service = aService();
    const offer = { id: offerNo(1), at: noon, expiresAt: at(30) };
    const talk: TalkParts = { state: 'offered', offers: [{ ...offer, volunteer: volunteerNo(1), reasons: [] }] };
    const { space, seat } = await puts(service, [talk], [{ offers: [{ ...offer, request }] }]);
    const woken = service.wakes.pending.length;
    const caller = { kind: 'seeker', request } as const;
    valueOf(await cancelRequest(service.ports, { caller, space: space.id, request }, at(5)));
    expect((await seat(volunteerNo(1))).offers).toEqual([]);
    expect(service.wakes.pending.slice(woken).map(({ room }) => room)).toEqual([roomOf(space.id)]);
  });
});

describe('the matcher is woken', () => {
  const woken = (service: Service, before: number) => service.wakes.pending.slice(before).map(({ room }) => room);

  it('[bug-erase-wakes] by an erasure, for the volunteer whom it frees', async () => {
    const service = aService();
    const offer = { id: offerNo(1), at: noon, expiresAt: at(30) };
    const talk: TalkParts = { state: 'offered', offers: [{ ...offer, volunteer: volunteerNo(1), reasons: [] }] };
    const { space } = await puts(service, [talk], [{ offers: [{ ...offer, request }] }]);
    const before = service.wakes.pending.length;
    const caller = { kind: 'seeker', request } as const;
    valueOf(await eraseRequest(service.ports, { caller, space: space.id, request }, at(5)));
    expect(woken(service, before)).toEqual([roomOf(space.id)]);
  });

  it('[bug-rematch-wakes] by a rematch, for the request that waits again', async () => {
    const service = aService();
    const conversation = conversationOf(request, 1);
    const talk: TalkParts = { state: 'matched', match: { ...aMatch(1, volunteerNo(1)), seekerHereAt: at(10) } };
    const { space } = await puts(service, [talk], [{ talks: [{ request, conversation, at: noon }] }]);
    const before = service.wakes.pending.length;
    const caller = { kind: 'seeker', request } as const;
    valueOf(await rematchConversation(service.ports, { caller, space: space.id, conversation }, at(300)));
    expect(woken(service, before)).toContain(roomOf(space.id));
  });
});

describe('join links', () => {
  it('[bug-join-past] that have expired are refused, and nothing is stored', async () => {
    const service = aService();
    const caller = partnerOf(spaceNo(1));
    const talk: TalkParts = { state: 'matched', partner: caller.partner, match: aMatch(1, volunteerNo(1)) };
    const { space } = await puts(service, [talk], [{ talks: [{ request, conversation: conversationOf(request, 1), at: noon }] }]);
    const url = { url: 'https://talk.example/1' };
    const set = (seconds: number) =>
      setJoin(
        service.ports,
        {
          caller: { ...caller, spaces: [space.id] },
          space: space.id,
          conversation: conversationOf(request, 1),
          body: { seeker: url, volunteer: url, expiresAt: toIso(at(seconds)) },
        },
        at(60),
      );
    for (const seconds of [0, 60])
      expect(problemOf(await set(seconds))).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/expiresAt' }] });
    const read = () => stored(service.store, liveKeys.talk(request), talkRecord);
    expect((await read()).match?.join).toBeUndefined();
    valueOf(await set(61));
    expect((await read()).match?.join).toBeDefined();
  });
});

describe('heavy', () => {
  it('[bug-heavy-rematch] gives no rest for a talk that never began', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id: volunteer } = (await aVolunteer(service, space, { subject: 'me' })).view;
    const previousMatches = [{ ...aMatch(1, volunteer), endedAt: at(60), endedBy: 'rematch' }] as const;
    const { ports, store } = service;
    const before = aSeat({ space, volunteer });
    const writes = [
      talkRecord.put(ports.ids, aTalk({ space, previousMatches: [...previousMatches] }), undefined),
      seatRecord.put(ports.ids, before, undefined),
    ];
    valueOf(await committed(store, writes));
    const command = { caller: service.person('me'), space, conversation: conversationOf(request, 1), heavy: true };
    valueOf(await endConversation(ports, command, at(90)));
    expect((await stored(store, liveKeys.seat(space, volunteer), seatRecord)).restUntil).toBe(before.restUntil);
  });
});

describe('a seeker who was silent', () => {
  it('[bug-heard-wake] wakes the matcher for the room at the next heartbeat', async () => {
    const service = aService();
    const { space } = await puts(service, [{ lastSeenAt: at(-3600) }], []);
    service.wakes.drain();
    const talk = await stored(service.store, liveKeys.talk(request), talkRecord);
    valueOf(await recordHeartbeat(service.ports, space, talk, noon));
    expect(service.wakes.drain()).toEqual([roomOf(space.id)]);
  });
});

describe('a run of the matcher', () => {
  /** An index that never catches up: every query gets the answer of the first query. */
  const stale = (store: Store): Store => {
    const answers = new Map<string, ReturnType<Store['query']>>();
    const query: Store['query'] = (wanted) => {
      if (wanted.index === undefined) return store.query(wanted);
      const key = JSON.stringify(wanted);
      const answer = answers.get(key) ?? store.query(wanted);
      answers.set(key, answer);
      return answer;
    };
    return { ...store, query };
  };

  it('[bug-own-offers] makes no second offer for a request that the index still shows without the first one', async () => {
    const service = aService(stale);
    const { space } = await puts(service, [{}], [{}]);
    const run = valueOf(await matchRoom(service.ports, { space, whole: false, mayGoOn: () => true }, noon));
    expect(run).toMatchObject({ offers: 1, lost: 0 });
  });
});

describe('a rematch after midnight', () => {
  it('[bug-rematch-day] takes the talk off the day on which it was counted', async () => {
    const midnight = epochMs.parse(Date.parse('2026-03-03T00:00:00Z'));
    const matchedAt = plusSeconds(midnight, -60);
    for (const [day, left] of [
      [
        { date: '2026-03-02', talks: 2 },
        { date: '2026-03-02', talks: 1 },
      ],
      [
        { date: '2026-03-03', talks: 2 },
        { date: '2026-03-03', talks: 2 },
      ],
    ] as const) {
      const service = aService();
      const match = { ...aMatch(1, volunteerNo(1)), at: matchedAt, seekerHereAt: matchedAt };
      const talks = [{ request, conversation: match.conversation, at: matchedAt }];
      const { space, seat } = await puts(service, [{ state: 'matched', match }], [{ day, talks }]);
      const command = { caller: { kind: 'seeker', request }, space: space.id, conversation: match.conversation } as const;
      valueOf(await rematchConversation(service.ports, command, plusSeconds(matchedAt, 121)));
      expect((await seat(volunteerNo(1))).day).toEqual(left);
    }
  });
});

describe('reports', () => {
  const twoTalks = async () => {
    const service = aService();
    const ended = { endedAt: at(60), endedBy: 'rematch' } as const;
    const talk: TalkParts = {
      state: 'matched',
      previousMatches: [{ ...aMatch(1, volunteerNo(1)), ...ended }],
      match: aMatch(2, volunteerNo(2)),
    };
    const { space } = await puts(service, [talk], []);
    const report = (n: number, category: Report['category'], text?: string) =>
      reportOther(
        service.ports,
        {
          caller: { kind: 'seeker', request },
          space: space.id,
          conversation: conversationOf(request, n),
          key: undefined,
          body: { category, block: false, ...(text === undefined ? {} : { text }) },
        },
        at(60),
      );
    return { service, space, report };
  };

  it('[bug-report-repeated] count once for each side, talk and category, up to a limit of the side', async () => {
    const { report } = await twoTalks();
    const made = new Set<string>();
    const first = reportCategories.slice(0, reportsPerSideMax);
    for (const category of [...first, ...first]) made.add(valueOf(await report(1, category)).id);
    expect(made.size).toBe(reportCategories.length);
    const left = reportsPerSideMax - made.size;
    for (const category of reportCategories.slice(0, left)) made.add(valueOf(await report(2, category)).id);
    expect(made.size).toBe(reportsPerSideMax);
    expect(problemOf(await report(2, 'other')).code).toBe('too-many-requests');
    expect(made).toContain(valueOf(await report(1, 'other')).id);
  });

  it('hold several texts of their writer, up to a limit, and nothing of it twice', async () => {
    const { service, space, report } = await twoTalks();
    const text = (letter: string) => letter.repeat(reportCharsMax - 2);
    const { id } = valueOf(await report(1, 'hate', text('a')));
    for (const letter of ['b', 'a', 'b', 'c', 'd']) valueOf(await report(1, 'hate', text(letter)));
    expect(problemOf(await report(1, 'hate', text('e'))).code).toBe('too-many-requests');
    const kept = await stored(service.store, homeKeys.report(space.id, id), reportRecord);
    expect(service.ports.crypto.open(kept.text ?? '', reportContext(id))).toBe(['a', 'b', 'c', 'd'].map(text).join('\n\n'));
  });
});
