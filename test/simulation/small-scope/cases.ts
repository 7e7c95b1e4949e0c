/** The small cases: a few invocations that change the same items, so few that every interleaving can be played. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import { endConversation } from '../../../shared/app/conversations/end.ts';
import { reconcile } from '../../../shared/app/matching/reconcile.ts';
import { liveRoomsPk } from '../../../shared/app/store/keys.ts';
import { ask } from '../../../shared/app/talk-requests/ask.ts';
import { eraseRequest } from '../../../shared/app/talk-requests/erase.ts';
import { askBody } from '../../../shared/contract/talk-requests.ts';
import { liveIdleSeconds } from '../../../shared/domain/limits.ts';
import {
  accepting,
  acceptHolds,
  actor,
  blocking,
  cancelHolds,
  cancelling,
  declining,
  goingOff,
  matching,
  offHolds,
  pulling,
  sharedKeys,
  wasTold,
  type Run,
} from './actors.ts';
import type { Case } from './explore.ts';
import { Fixture, windowSeconds } from './fixture.ts';
import { blocksDuringRequest, asksDuringBlock, positionRead } from './seeker-cases.ts';
import { acceptsInOneOfTwo, comesOnInSecondSpace, onInTwoSpaces } from './person-cases.ts';
import { strandsWhileAsked } from './stranding-cases.ts';
import { leaseEndsWithOffer, calledOut, comingOn, leaseRunsOut } from './volunteer-cases.ts';
import { watcher, type Told } from './watch.ts';
import { askingBody } from '../../world/bodies.ts';

/** One offer, and all calls that may change it at the same time. */
async function oneOffer(): Promise<Case> {
  const fixture = await Fixture.asked();
  const actors = [
    actor('accept', 'api', 5, accepting(fixture, 1)),
    actor('cancel', 'api', 5, cancelling(fixture, 1)),
    actor('off', 'api', 5, goingOff(fixture, 1)),
    actor('timer', 'matcher', windowSeconds, matching(fixture)),
    actor('accept again', 'api', 5, accepting(fixture, 1)),
  ];
  const told = {
    accept: acceptHolds(fixture, 1),
    'accept again': acceptHolds(fixture, 1),
    cancel: cancelHolds(fixture, 1),
    off: offHolds(fixture, 1),
  };
  return {
    items: fixture.items,
    actors,
    lags: false,
    contested: sharedKeys,
    watch: watcher(fixture.items, told),
  };
}

/** Two requests, two volunteers, two matchers; one cancels, one goes off, and the clock of one matcher is past the window. */
async function twoOfEach(lags: boolean): Promise<Case> {
  const fixture = await Fixture.asked();
  await fixture.request(1);
  await fixture.volunteer(true);
  const actors = [
    actor('matcher one', 'matcher', 2, matching(fixture)),
    actor('matcher two', 'matcher', 2, matching(fixture)),
    actor('timer', 'reconciler', windowSeconds, matching(fixture, true)),
    actor('cancel', 'api', 2, cancelling(fixture, 1)),
    actor('off', 'api', 2, goingOff(fixture, 2)),
  ];
  const told = { cancel: cancelHolds(fixture, 1), off: offHolds(fixture, 2) };
  return { items: fixture.items, actors, lags, contested: sharedKeys, watch: watcher(fixture.items, told) };
}

/** One request offered to two volunteers: both accept, one declines, and the window ends. */
async function hedged(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(true);
  await fixture.volunteer(true);
  await fixture.volunteer(true);
  await fixture.request(0);
  await fixture.match(0);
  await fixture.match(1);
  const actors = [
    actor('accept one', 'api', 5, accepting(fixture, 1)),
    actor('accept two', 'api', 5, accepting(fixture, 2)),
    actor('decline two', 'api', 5, declining(fixture, 2)),
    actor('timer', 'matcher', windowSeconds + 1, matching(fixture)),
  ];
  const told = { 'accept one': acceptHolds(fixture, 1), 'accept two': acceptHolds(fixture, 2) };
  return {
    items: fixture.items,
    actors,
    lags: false,
    contested: sharedKeys,
    watch: watcher(fixture.items, told),
  };
}

/** Two calls with one key, a pull and a matcher. */
async function asksTwice(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(false);
  await fixture.volunteer(true);
  const body = askBody.parse({ ...askingBody, subject: 'seeker' });
  const asking: Run = (ports, who) =>
    ask(ports, { caller: fixture.partner, space: fixture.id, key: 'the same key', body }, who.now());
  const actors = [
    actor('ask', 'api', 0, asking),
    actor('ask again', 'api', 0, asking),
    actor('pull', 'api', 1, pulling(fixture, 1)),
    actor('matcher', 'matcher', 1, matching(fixture)),
  ];
  const made: Told = (ledger, value) => {
    const told = wasTold(value);
    if (told?.ok !== true) return `refused: ${JSON.stringify(told)}`;
    return ledger.talks.size === 1 ? undefined : `${ledger.talks.size} requests`;
  };
  return {
    items: fixture.items,
    actors,
    lags: false,
    contested: [...sharedKeys, 'SUBJECT#'],
    watch: watcher(fixture.items, { ask: made, 'ask again': made }),
  };
}

/** A conversation that several processes end at the same time, one of them by an erasure. */
async function manyEnds(): Promise<Case> {
  const fixture = await Fixture.asked();
  await fixture.accept(1, 1);
  const conversation = fixture.conversation();
  const request = fixture.requestNo(1);
  const seeker = { kind: 'seeker', request } as const;
  const ending =
    (caller: Parameters<typeof endConversation>[1]['caller'], heavy: boolean): Run =>
    (ports, who) =>
      endConversation(ports, { caller, space: fixture.id, conversation, heavy }, who.now());
  const actors = [
    actor('volunteer ends', 'api', 60, ending(fixture.callerOf(1), true)),
    actor('seeker ends', 'api', 60, ending(seeker, false)),
    actor('time ends', 'reconciler', 7_201, matching(fixture, true)),
    actor('erase', 'api', 60, (ports, who) => eraseRequest(ports, { caller: seeker, space: fixture.id, request }, who.now())),
    actor('block', 'api', 60, blocking(fixture, 1)),
  ];
  return {
    items: fixture.items,
    actors,
    lags: false,
    contested: [...sharedKeys, 'BLOCKS#', 'GONE#'],
    watch: watcher(fixture.items, {}),
  };
}

/** A seeker asks in a quiet room while the reconciler is about to remove the room from its list. */
async function quietRoom(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(false);
  await fixture.volunteer(false);
  await fixture.request(0);
  await fixture.cancel(1);
  const later = 2 * liveIdleSeconds;
  const body = askBody.parse(askingBody);
  const reconciling: Run = (ports, who) => reconcile(ports, { mayGoOn: () => true, clock: () => who.now() });
  const actors = [
    actor('ask', 'api', later, (ports, who) =>
      ask(ports, { caller: fixture.partner, space: fixture.id, key: 'later', body }, who.now()),
    ),
    actor('on', 'api', later, (ports, who) =>
      setAvailability(
        ports,
        { caller: fixture.callerOf(1), space: fixture.id, key: 'later', body: { available: true } },
        who.now(),
      ),
    ),
    actor('reconciler', 'reconciler', later, reconciling),
    actor('another reconciler', 'reconciler', later + 1, reconciling),
  ];
  const watch = watcher(fixture.items, {}, (ledger, items) => {
    const isLive = [...ledger.talks.values()].some(({ state }) => state === 'waiting' || state === 'offered');
    return isLive && !items.some(({ key }) => key.pk === liveRoomsPk)
      ? 'a request waits in a room that the reconciler does not visit'
      : undefined;
  });
  return { items: fixture.items, actors, lags: false, contested: [...sharedKeys, liveRoomsPk], watch };
}

const twoEach = 'two seekers, two volunteers: two matchers, timer, cancel, off';

export interface SmallCase {
  /** Sets the fixture anew. */
  readonly prepare: () => Promise<Case>;
  /** Actors at the same time in the tests, so few that all groups take seconds; and a lower bound of the states that they have. */
  readonly actors: number;
  readonly statesMin: number;
}

/** Every case by its name. An index that lags counts as one more actor. */
export const cases: ReadonlyMap<string, SmallCase> = new Map([
  ['one offer: accept, accept again, cancel, off, timer', { prepare: oneOffer, actors: 3, statesMin: 4_000 }],
  ['one request, two offers: both accept, one declines, timer', { prepare: hedged, actors: 3, statesMin: 4_000 }],
  ['the same key twice, a pull, a matcher', { prepare: asksTwice, actors: 4, statesMin: 2_000 }],
  ['one talk: three ends, an erasure, a block', { prepare: manyEnds, actors: 3, statesMin: 20_000 }],
  ['a block during the next request: block, matcher, pull, off', { prepare: blocksDuringRequest, actors: 3, statesMin: 1_500 }],
  ['the first request in a quiet room: ask, on, two reconcilers', { prepare: quietRoom, actors: 3, statesMin: 1_500 }],
  ['a volunteer comes on: on, suspension, fewer places, a matcher', { prepare: comingOn, actors: 3, statesMin: 5_000 }],
  ['one person on in two spaces: two matchers, a pull, an off', { prepare: onInTwoSpaces, actors: 3, statesMin: 3_000 }],
  [
    'one person comes on in a second space: on, two matchers, a pull',
    { prepare: comesOnInSecondSpace, actors: 3, statesMin: 1_000 },
  ],
  [
    'one person accepts in one of two spaces: accept, matcher, pull, off',
    { prepare: acceptsInOneOfTwo, actors: 3, statesMin: 400 },
  ],
  ['a lease runs out: renewal, read, reconciler, matcher', { prepare: leaseRunsOut, actors: 3, statesMin: 700 }],
  ['a call-out: on, refusal of call-outs, matcher, reconciler', { prepare: calledOut, actors: 2, statesMin: 300 }],
  ['a lease ends with an open offer: two matchers, a cancel', { prepare: leaseEndsWithOffer, actors: 3, statesMin: 3_000 }],
  ['a seeker reads the position: read, accept, cancel, timer', { prepare: positionRead, actors: 3, statesMin: 2_000 }],
  ['a seeker asks again during a block: ask, block, matcher, pull', { prepare: asksDuringBlock, actors: 3, statesMin: 1_200 }],
  ['an edit strands: suspension, ask, reconciler, accept', { prepare: strandsWhileAsked, actors: 3, statesMin: 1_000 }],
  [twoEach, { prepare: () => twoOfEach(false), actors: 3, statesMin: 20_000 }],
  [`${twoEach}; the index lags`, { prepare: () => twoOfEach(true), actors: 2, statesMin: 2_500 }],
]);
