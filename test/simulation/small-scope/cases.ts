/** The small cases: few enough invocations that every interleaving can be played, chosen so that they meet on the same items. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import { blockPair } from '../../../shared/app/conversations/block.ts';
import { endConversation } from '../../../shared/app/conversations/ending.ts';
import { matchRoom } from '../../../shared/app/matching/match-room.ts';
import { acceptMyOffer, declineMyOffer } from '../../../shared/app/offers/answer.ts';
import { nextOffer } from '../../../shared/app/offers/next-offer.ts';
import { spaceOr404 } from '../../../shared/app/spaces/load-space.ts';
import { ask } from '../../../shared/app/talk-requests/ask.ts';
import { cancelRequest } from '../../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../../shared/app/talk-requests/erase.ts';
import { askBody } from '../../../shared/contract/talk-requests.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { InvocationKind } from '../engine/invocation.ts';
import type { Ledger } from '../check/ledger.ts';
import type { Actor, Case } from './explore.ts';
import { at, Scene, windowSeconds } from './scene.ts';
import { watcher } from './watch.ts';
import type { Told } from './watch.ts';

type Run = Actor['run'];

function actor(name: string, kind: InvocationKind, seconds: number, run: Run): Actor {
  return { name, kind, now: at(seconds), run };
}

function wasTold(value: unknown): Result<unknown, { readonly code: string }> | undefined {
  return typeof value === 'object' && value !== null && 'ok' in value ? Object(value) : undefined;
}

/** A matcher at its work; `whole`: the reconciler. */
function matching(scene: Scene, whole = false): Run {
  return async (ports, who) => {
    const space = await spaceOr404(ports, scene.id);
    return space.ok ? matchRoom(ports, { space: space.value, whole, mayGoOn: () => true }, who.now()) : space;
  };
}

const accepting = (scene: Scene, nth: number): Run => {
  const offer = scene.offerOf(nth);
  return (ports, who) => acceptMyOffer(ports, { caller: scene.callerOf(nth), space: scene.id, offer }, who.now());
};

const declining = (scene: Scene, nth: number): Run => {
  const offer = scene.offerOf(nth);
  return (ports, who) => declineMyOffer(ports, { caller: scene.callerOf(nth), space: scene.id, offer }, who.now());
};

const cancelling = (scene: Scene, nth: number): Run => {
  const request = scene.requestNo(nth);
  return (ports, who) => cancelRequest(ports, { caller: { kind: 'seeker', request }, space: scene.id, request }, who.now());
};

const goingOff = (scene: Scene, nth: number): Run => {
  const body = { available: false, afterThisOne: false } as const;
  return (ports, who) => setAvailability(ports, { caller: scene.callerOf(nth), space: scene.id, body }, who.now());
};

/** An acknowledged cancel: cancelled, and nothing else from there on. */
const cancelHolds =
  (scene: Scene, nth: number): Told =>
  (ledger: Ledger, value) => {
    const state = ledger.talks.get(scene.requestNo(nth))?.state;
    return wasTold(value)?.ok === true && state !== 'cancelled' && state !== 'expired' ? `cancelled and ${state}` : undefined;
  };

const offHolds =
  (scene: Scene, nth: number): Told =>
  (ledger, value) => {
    const seat = ledger.seats.get(scene.volunteers[nth - 1]?.id ?? '');
    return wasTold(value)?.ok === true && seat?.on !== 'off' ? `off and ${seat?.on}` : undefined;
  };

/** An accept: told to have won, or that it is gone, as it is. */
const acceptHolds = (scene: Scene, nth: number): Told => {
  const offer = scene.offerOf(nth);
  return (ledger, value) => {
    const won = [...ledger.talks.values()].some(({ match, past }) =>
      [...past, ...(match ? [match] : [])].some((one) => one.offer === offer),
    );
    const told = wasTold(value);
    if (told === undefined) return undefined;
    if (told.ok !== won) return told.ok ? 'won and has no match' : `${told.error.code} and has won`;
    return undefined;
  };
};

/** One offer, and everything that may happen to it at once. */
async function oneOffer(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  await scene.request(0);
  await scene.match(0);
  const actors = [
    actor('accept', 'api', 5, accepting(scene, 1)),
    actor('cancel', 'api', 5, cancelling(scene, 1)),
    actor('off', 'api', 5, goingOff(scene, 1)),
    actor('timer', 'matcher', windowSeconds, matching(scene)),
    actor('accept again', 'api', 5, accepting(scene, 1)),
  ];
  const told = {
    accept: acceptHolds(scene, 1),
    'accept again': acceptHolds(scene, 1),
    cancel: cancelHolds(scene, 1),
    off: offHolds(scene, 1),
  };
  return {
    name: 'one offer: accept, accept again, cancel, off, timer',
    items: scene.items,
    actors,
    lags: false,
    watch: watcher(scene.items, told),
  };
}

/** Two requests, two volunteers, two matchers; one cancels, one goes off, and the clock of one matcher is past the window. */
async function twoOfEach(lags: boolean): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  await scene.request(0);
  await scene.match(0);
  await scene.request(1);
  await scene.volunteer(true);
  const actors = [
    actor('matcher one', 'matcher', 2, matching(scene)),
    actor('matcher two', 'matcher', 2, matching(scene)),
    actor('timer', 'reconciler', windowSeconds, matching(scene, true)),
    actor('cancel', 'api', 2, cancelling(scene, 1)),
    actor('off', 'api', 2, goingOff(scene, 2)),
  ];
  const told = { cancel: cancelHolds(scene, 1), off: offHolds(scene, 2) };
  const name = `two seekers, two volunteers, two matchers, timer, cancel, off${lags ? ', with an index that lags' : ''}`;
  return { name, items: scene.items, actors, lags, watch: watcher(scene.items, told) };
}

/** One request put to two: both accept, one declines, the clock runs out. */
async function hedged(): Promise<Case> {
  const scene = new Scene();
  await scene.open(true);
  await scene.volunteer(true);
  await scene.volunteer(true);
  await scene.request(0);
  await scene.match(0);
  await scene.match(1);
  const actors = [
    actor('accept one', 'api', 5, accepting(scene, 1)),
    actor('accept two', 'api', 5, accepting(scene, 2)),
    actor('decline two', 'api', 5, declining(scene, 2)),
    actor('timer', 'matcher', windowSeconds + 1, matching(scene)),
  ];
  const told = { 'accept one': acceptHolds(scene, 1), 'accept two': acceptHolds(scene, 2) };
  return {
    name: 'one request, two offers: both accept, one declines, timer',
    items: scene.items,
    actors,
    lags: false,
    watch: watcher(scene.items, told),
  };
}

/** Two calls with one key, a pull, a matcher and a cancel of whatever there is. */
async function asksTwice(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  const body = askBody.parse({ languages: ['en'], channel: 'chat', groundRulesVersion: 1, subject: 'seeker' });
  const asking: Run = (ports, who) =>
    ask(ports, { caller: scene.partner, space: scene.id, key: 'the same key', body }, who.now());
  const actors = [
    actor('ask', 'api', 0, asking),
    actor('ask again', 'api', 0, asking),
    actor('pull', 'api', 1, (ports, who) => nextOffer(ports, { caller: scene.callerOf(1), space: scene.id }, who.now())),
    actor('matcher', 'matcher', 1, matching(scene)),
  ];
  const made: Told = (ledger, value) => {
    const told = wasTold(value);
    if (told?.ok !== true) return `refused: ${JSON.stringify(told)}`;
    return ledger.talks.size === 1 ? undefined : `${ledger.talks.size} requests`;
  };
  return {
    name: 'the same key twice, a pull, a matcher',
    items: scene.items,
    actors,
    lags: false,
    watch: watcher(scene.items, { ask: made, 'ask again': made }),
  };
}

/** A conversation that everybody ends at once, one by forgetting it. */
async function manyEnds(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  await scene.request(0);
  await scene.match(0);
  await scene.accept(1, 1);
  const conversation = scene.conversation();
  const request = scene.requestNo(1);
  const seeker = { kind: 'seeker', request } as const;
  const ending =
    (caller: Parameters<typeof endConversation>[1]['caller'], heavy: boolean): Run =>
    (ports, who) =>
      endConversation(ports, { caller, space: scene.id, conversation, heavy }, who.now());
  const actors = [
    actor('volunteer ends', 'api', 60, ending(scene.callerOf(1), true)),
    actor('seeker ends', 'api', 60, ending(seeker, false)),
    actor('time ends', 'reconciler', 7_201, matching(scene, true)),
    actor('erase', 'api', 60, (ports, who) => eraseRequest(ports, { caller: seeker, space: scene.id, request }, who.now())),
    actor('block', 'api', 60, (ports, who) => blockPair(ports, { caller: seeker, space: scene.id, conversation }, who.now())),
  ];
  return {
    name: 'one talk: three ends, an erasure, a block',
    items: scene.items,
    actors,
    lags: false,
    watch: watcher(scene.items, {}),
  };
}

/** Every case, prepared anew. */
export async function cases(): Promise<readonly Case[]> {
  return [await oneOffer(), await hedged(), await asksTwice(), await manyEnds(), await twoOfEach(false), await twoOfEach(true)];
}
