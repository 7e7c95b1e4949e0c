/** Each baseline in a room so small that its rule alone decides. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { baselines } from '../../policy-simulator/baselines/all.ts';
import { amazonConnect } from '../../policy-simulator/baselines/amazon-connect.ts';
import { bestQuality } from '../../policy-simulator/baselines/best-quality.ts';
import { chatwoot } from '../../policy-simulator/baselines/chatwoot.ts';
import { deferredAcceptance } from '../../policy-simulator/baselines/deferred-acceptance.ts';
import { fcfsAlis } from '../../policy-simulator/baselines/fcfs-alis.ts';
import { fewestSkills } from '../../policy-simulator/baselines/fewest-skills.ts';
import { nakama } from '../../policy-simulator/baselines/nakama.ts';
import { openMatch } from '../../policy-simulator/baselines/open-match.ts';
import { rocketChat } from '../../policy-simulator/baselines/rocket-chat.ts';
import { stagedRelaxation } from '../../policy-simulator/baselines/staged-relaxation.ts';
import { taskRouter } from '../../policy-simulator/baselines/task-router.ts';
import { upchieve } from '../../policy-simulator/baselines/upchieve.ts';
import type { SimPolicy, SimPolicyKind } from '../../policy-simulator/policies/sim-policy.ts';
import { defaultLimits } from '../../policy-simulator/workload/helpline.ts';
import { aBusySeat, aSeat, aSnapshot, aTalk, anOffer, at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';

const startOf = (kind: SimPolicyKind, seed = 1): SimPolicy => kind.start({ seed, people: [], limits: defaultLimits, from: noon });

/** The offers of the rule, as "request>volunteer". */
const decided = (policy: SimPolicy, talks: readonly Talk[], seats: readonly Seat[], now: EpochMs = at(1)): readonly string[] => {
  const snapshot: Snapshot = aSnapshot(talks, seats);
  return policy
    .decide(snapshot, now)
    .offers.map(({ request, volunteer }) => `${Number(request.slice(4))}>${Number(volunteer.slice(4))}`);
};
const offered = (kind: SimPolicyKind, talks: readonly Talk[], seats: readonly Seat[], now?: EpochMs) =>
  decided(startOf(kind), talks, seats, now);

const older = aTalk({ n: 1, askedAt: at(-40) });
const younger = aTalk({ n: 2, askedAt: at(-20) });
const longIdle = aSeat({ n: 1, idleSince: at(-900) });
const shortIdle = aSeat({ n: 2, idleSince: at(-300) });

describe.each(baselines)('$name', (kind) => {
  it('gives no offer to a volunteer who may not serve, already has an offer, talks, rests or has reached the day cap', () => {
    const spanish = aTalk({ n: 1, askedAt: at(-45), criteria: { languages: ['es'] } });
    expect(offered(kind, [spanish], [longIdle], at(600))).toEqual([]);
    const asked = anOffer(younger, shortIdle);
    const kept = [
      asked.seat,
      aBusySeat({ n: 3 }),
      aSeat({ n: 4, restUntil: at(60) }),
      aSeat({ n: 5, day: { date: '2026-03-02', talks: 8 } }),
    ];
    expect(offered(kind, [older], kept)).toEqual([]);
  });

  it('makes no offer for a seeker who has left', () => {
    expect(offered(kind, [aTalk({ n: 1, askedAt: at(-500), lastSeenAt: at(-200) })], [longIdle])).toEqual([]);
  });
});

describe('first come, first served, longest idle', () => {
  it('gives the oldest request to the volunteer who has been idle longest', () => {
    expect(offered(fcfsAlis, [younger, older], [shortIdle, longIdle])).toEqual(['1>1', '2>2']);
    expect(offered(fcfsAlis, [younger, older], [shortIdle])).toEqual(['1>2']);
  });

  it('lets an older request wait when no idle volunteer may serve it, and serves younger ones', () => {
    expect(offered(fcfsAlis, [aTalk({ n: 1, askedAt: at(-40), criteria: { languages: ['es'] } }), younger], [longIdle])).toEqual([
      '2>1',
    ]);
  });
});

describe('TaskRouter', () => {
  const grieving = aTalk({ n: 1, askedAt: noon, criteria: { topics: ['grief'] } });
  const knows = aSeat({ n: 2, idleSince: at(-300), facts: { topics: ['grief'] } });

  it('keeps a task with its first target for 15 seconds, and then gives it to the worker who has been idle longest', () => {
    expect(offered(taskRouter, [grieving], [longIdle, knows], at(1))).toEqual(['1>2']);
    expect(offered(taskRouter, [grieving], [longIdle], at(14))).toEqual([]);
    expect(offered(taskRouter, [grieving], [longIdle, knows], at(15))).toEqual(['1>1']);
  });

  it('takes the worker that the task names', () => {
    const named = aTalk({ n: 1, askedAt: noon, criteria: { sameVolunteer: volunteerNo(2) } });
    expect(offered(taskRouter, [named], [longIdle, shortIdle])).toEqual(['1>2']);
  });

  it('decides again when the first target times out', () => {
    const decision = startOf(taskRouter).decide(aSnapshot([grieving], [longIdle]), at(1));
    expect(decision.nextDueAt).toBe(at(15));
  });
});

describe('Amazon Connect', () => {
  const bilingual = aSeat({ n: 1, idleSince: at(-900), facts: { languages: ['en', 'es'] } });
  const plain = aTalk({ n: 1, askedAt: noon });
  const spanish = aTalk({ n: 2, askedAt: at(5), criteria: { languages: ['es'] } });

  it('hides a common contact from an agent with a scarce skill for 30 seconds, even if that agent is idle longest', () => {
    expect(offered(amazonConnect, [plain], [bilingual, shortIdle], at(1))).toEqual(['1>2']);
    expect(offered(amazonConnect, [plain], [bilingual], at(29))).toEqual([]);
    expect(offered(amazonConnect, [plain], [bilingual], at(30))).toEqual(['1>1']);
  });

  it('serves the scarce queue before the common one, even if the contact is younger', () => {
    expect(offered(amazonConnect, [plain, spanish], [bilingual], at(60))).toEqual(['2>1']);
  });
});

describe('staged relaxation with ageing', () => {
  const grieving = aTalk({ n: 1, askedAt: noon, criteria: { topics: ['grief'] } });
  const knows = aSeat({ n: 2, facts: { topics: ['grief'] } });

  it('takes only the best fit until 210 seconds, then any volunteer', () => {
    expect(offered(stagedRelaxation, [grieving], [longIdle, knows], at(10))).toEqual(['1>2']);
    const seen = { ...grieving, lastSeenAt: at(209) };
    expect(
      offered(
        stagedRelaxation,
        [seen],
        [longIdle].map((seat) => ({ ...seat, leaseExpiresAt: at(900) })),
        at(209),
      ),
    ).toEqual([]);
    expect(
      offered(
        stagedRelaxation,
        [seen],
        [longIdle].map((seat) => ({ ...seat, leaseExpiresAt: at(900) })),
        at(210),
      ),
    ).toEqual(['1>1']);
  });

  it('takes only the preferred listener for the first 30 seconds', () => {
    const again = aTalk({ n: 1, askedAt: noon, criteria: { sameVolunteer: volunteerNo(3) } });
    expect(offered(stagedRelaxation, [again], [longIdle], at(29))).toEqual([]);
    expect(offered(stagedRelaxation, [again], [longIdle], at(30))).toEqual(['1>1']);
  });

  it('lets a request that waited 300 seconds longer overtake one class', () => {
    const soon = aTalk({ n: 1, need: 'soon', askedAt: at(-299), lastSeenAt: noon });
    const now = aTalk({ n: 2, need: 'now', askedAt: noon });
    expect(offered(stagedRelaxation, [soon, now], [longIdle], noon)).toEqual(['2>1']);
    expect(offered(stagedRelaxation, [soon, now], [longIdle], at(1))).toEqual(['1>1']);
  });
});

describe('Nakama', () => {
  it('gives an active ticket the best score, then the oldest ticket', () => {
    const grief = { topics: ['grief'] };
    const fits = aSeat({ n: 2, idleSince: at(-100), facts: grief });
    const policy = startOf(nakama);
    decided(policy, [], [longIdle, fits], noon);
    expect(decided(policy, [aTalk({ n: 1, criteria: grief })], [longIdle, fits], at(15))).toEqual(['1>2']);
    const other = startOf(nakama);
    decided(other, [], [shortIdle], noon);
    decided(other, [], [longIdle, shortIdle], at(15));
    expect(decided(other, [aTalk({ n: 1 })], [longIdle, shortIdle], at(30))).toEqual(['1>2']);
  });

  it('finds a ticket without a match only by later tickets: it never searches again', () => {
    const policy = startOf(nakama);
    const rests = aSeat({ n: 1, restUntil: at(20) });
    const waits = aTalk({ n: 1, criteria: { languages: ['es'] } });
    const english = aSeat({ n: 1 });
    expect(decided(policy, [waits], [english], at(15))).toEqual([]);
    const learned = aSeat({ n: 1, facts: { languages: ['en', 'es'] } });
    expect(decided(policy, [waits], [learned], at(30))).toEqual([]);
    expect(decided(policy, [waits], [learned, aSeat({ n: 2, facts: { languages: ['en', 'es'] } })], at(45))).toEqual(['1>2']);
    expect(decided(startOf(nakama), [aTalk({ n: 1 })], [rests], at(15))).toEqual([]);
  });

  it('works in rounds of 15 seconds', () => {
    expect(startOf(nakama).triggers).toEqual({ onEvents: false, onTimers: false, everySeconds: 15 });
  });
});

describe('Open Match', () => {
  it('pairs at random: neither age nor idle time decides', () => {
    const seen = new Set(
      Array.from({ length: 60 }, (_, seed) =>
        decided(startOf(openMatch, seed), [older, younger], [longIdle, shortIdle]).toSorted().join(' '),
      ),
    );
    expect(seen).toEqual(new Set(['1>1 2>2', '1>2 2>1']));
    const one = new Set(
      Array.from({ length: 60 }, (_, seed) => decided(startOf(openMatch, seed), [older, younger], [longIdle])[0]),
    );
    expect(one).toEqual(new Set(['1>1', '2>1']));
  });
});

describe('Chatwoot', () => {
  it('uses agents round robin: the last one used comes last, even if idle longest', () => {
    const policy = startOf(chatwoot);
    const three = [1, 2, 3].map((n) => aSeat({ n }));
    const takers = [1, 2, 3, 4].map((n) => decided(policy, [aTalk({ n })], three)[0]?.split('>')[1]);
    expect(takers).toEqual(['1', '2', '3', '1']);
  });

  it('puts a new agent at the head, so that all others are used first', () => {
    const policy = startOf(chatwoot);
    decided(policy, [aTalk({ n: 1 })], [aSeat({ n: 1 }), aSeat({ n: 2 })]);
    expect(decided(policy, [aTalk({ n: 2 })], [aSeat({ n: 3 }), aSeat({ n: 1 }), aSeat({ n: 2 })])).toEqual(['2>2']);
    expect(decided(policy, [aTalk({ n: 3 })], [aSeat({ n: 3 }), aSeat({ n: 1 }), aSeat({ n: 2 })])).toEqual(['3>1']);
  });
});

describe('Rocket.Chat', () => {
  it('takes the agent with the fewest assignments in total, even if that agent works as much as others now', () => {
    const policy = startOf(rocketChat);
    const [first, second] = [aSeat({ n: 1 }), aSeat({ n: 2 })];
    expect(decided(policy, [aTalk({ n: 1 })], [first])).toEqual(['1>1']);
    expect(decided(policy, [aTalk({ n: 2 })], [first])).toEqual(['2>1']);
    expect(decided(policy, [aTalk({ n: 3 })], [first, second])).toEqual(['3>2']);
    expect(decided(policy, [aTalk({ n: 4 })], [first, second])).toEqual(['4>2']);
    expect(decided(policy, [aTalk({ n: 5 })], [first, second])).toEqual(['5>1']);
  });
});

describe('UPchieve', () => {
  const many = Array.from({ length: 12 }, (_, n) => aSeat({ n: n + 1 }));
  const rules = Array.from({ length: 12 }, (_, seed) => startOf(upchieve, seed));

  it('sends no text message before 30 seconds, and then at most two, one for each open offer', () => {
    const texts = (seconds: number) =>
      rules.map(
        (rule) =>
          rule.decide(aSnapshot([aTalk({ n: 1, askedAt: noon })], many), at(seconds)).offers.filter((one) => !one.pickedUp)
            .length,
      );
    expect(Math.max(...texts(25))).toBe(0);
    expect(Math.max(...texts(30))).toBe(2);
    expect(Math.max(...texts(35))).toBe(0);
    expect(Math.max(...texts(60))).toBe(2);
  });

  it('gives a volunteer who looks at the list its oldest request at once', () => {
    const picked = rules.flatMap(
      (rule) => rule.decide(aSnapshot([aTalk({ n: 2, askedAt: at(-2) }), aTalk({ n: 1, askedAt: at(-5) })], many), at(1)).offers,
    );
    expect(picked.length).toBeGreaterThan(0);
    expect(picked.every((one) => one.pickedUp)).toBe(true);
    expect(picked.some((one) => one.request === requestNo(1))).toBe(true);
  });

  it('keeps volunteers with a scarce skill for it: they get text messages for nothing else', () => {
    const rare = Array.from({ length: 12 }, (_, n) => aSeat({ n: n + 1, facts: { languages: ['en', 'es'] } }));
    const plain = aTalk({ n: 1, askedAt: noon });
    const spanish = aTalk({ n: 2, askedAt: noon, criteria: { languages: ['es'] } });
    const texted = (talk: Talk) =>
      Array.from({ length: 12 }, (_, seed) =>
        startOf(upchieve, seed)
          .decide(aSnapshot([talk], rare), at(30))
          .offers.filter((one) => !one.pickedUp),
      ).flat();
    expect(texted(plain)).toEqual([]);
    expect(texted(spanish).length).toBeGreaterThan(0);
  });

  it('stops after the sixth wave', () => {
    const late = { ...aTalk({ n: 1, askedAt: noon }), lastSeenAt: at(210) };
    const lasting = many.map((seat) => ({ ...seat, leaseExpiresAt: at(900) }));
    const texts = (seconds: number) =>
      startOf(upchieve)
        .decide(aSnapshot([late], lasting), at(seconds))
        .offers.filter((one) => !one.pickedUp).length;
    expect(texts(180)).toBeGreaterThan(0);
    expect(texts(210)).toBe(0);
  });
});

describe('fewest scarce skills first', () => {
  it('keeps a volunteer with a second language for seekers who need it, even if that volunteer is idle longest', () => {
    const bilingual = aSeat({ n: 1, idleSince: at(-900), facts: { languages: ['en', 'es'] } });
    expect(offered(fewestSkills, [older], [bilingual, shortIdle])).toEqual(['1>2']);
    expect(offered(fewestSkills, [older], [bilingual])).toEqual(['1>1']);
  });
});

describe('best quality first', () => {
  it('takes the best fit, even if others have been idle longer', () => {
    const fits = aSeat({ n: 2, idleSince: at(-10), facts: { topics: ['grief'] } });
    expect(offered(bestQuality, [aTalk({ n: 1, criteria: { topics: ['grief'] } })], [longIdle, fits])).toEqual(['1>2']);
  });
});

describe('deferred acceptance', () => {
  it('lets a refused seeker propose to the next volunteer: the older request gives way where another fits better', () => {
    const money = aTalk({ n: 1, askedAt: at(-40), criteria: { topics: ['money'] } });
    const work = aTalk({ n: 2, askedAt: at(-20), criteria: { topics: ['work'] } });
    const knowsWork = aSeat({ n: 1, idleSince: at(-900), facts: { topics: ['work'] } });
    expect(offered(deferredAcceptance, [money, work], [shortIdle, knowsWork]).toSorted()).toEqual(['1>2', '2>1']);
    expect(offered(bestQuality, [money, work], [shortIdle, knowsWork]).toSorted()).toEqual(['1>1', '2>2']);
  });

  it('lets a volunteer prefer a shared topic to a longer wait', () => {
    const plain = aTalk({ n: 1, askedAt: at(-40), criteria: { topics: ['money'] } });
    const work = aTalk({ n: 2, askedAt: at(-20), criteria: { topics: ['work'] } });
    expect(offered(deferredAcceptance, [plain, work], [aSeat({ n: 1, facts: { topics: ['work'] } })])).toEqual(['2>1']);
  });
});
