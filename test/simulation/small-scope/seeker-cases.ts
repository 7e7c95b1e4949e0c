/** The small cases about answers to a seeker and about blocks. */
import { ask } from '../../../shared/app/talk-requests/ask.ts';
import { showRequest } from '../../../shared/app/talk-requests/show.ts';
import { askBody } from '../../../shared/contract/talk-requests.ts';
import { isWaiting } from '../../../shared/domain/talk.ts';
import {
  accepting,
  acceptHolds,
  actor,
  blockHolds,
  blocking,
  cancelHolds,
  cancelling,
  goingOff,
  matching,
  offHolds,
  pulling,
  sharedKeys,
  type Run,
} from './actors.ts';
import type { Case } from './explore.ts';
import { Fixture, windowSeconds } from './fixture.ts';
import { watcher, type Told } from './watch.ts';
import { askingBody } from '../../world/bodies.ts';

/** A seeker reads a request while it comes to an end. Every position that the seeker is told is stored. */
export async function positionRead(): Promise<Case> {
  const fixture = await Fixture.asked();
  const request = fixture.requestNo(1);
  const reading: Run = async (ports, who) => {
    const shown = await showRequest(ports, { caller: { kind: 'seeker', request }, space: fixture.id, request }, who.now());
    return shown.ok ? (shown.value.view.position ?? undefined) : undefined;
  };
  const isStored: Told = (ledger, position) => {
    const stored = ledger.talks.get(request)?.positionTold ?? Infinity;
    return typeof position === 'number' && stored > position ? `told position ${position}, which is not stored` : undefined;
  };
  const actors = [
    actor('read', 'api', 5, reading),
    actor('accept', 'api', 5, accepting(fixture, 1)),
    actor('cancel', 'api', 5, cancelling(fixture, 1)),
    actor('timer', 'matcher', windowSeconds, matching(fixture)),
  ];
  const told = { read: isStored, accept: acceptHolds(fixture, 1), cancel: cancelHolds(fixture, 1) };
  return { items: fixture.items, actors, lags: false, contested: sharedKeys, watch: watcher(fixture.items, told) };
}

/** A talk of a seeker and a volunteer that has ended. */
async function afterATalk(): Promise<Fixture> {
  const fixture = await Fixture.asked();
  await fixture.accept(1, 1);
  await fixture.end(10);
  return fixture;
}

/** A seeker has asked again and blocks the volunteer of the last talk. */
export async function blocksDuringRequest(): Promise<Case> {
  const fixture = await afterATalk();
  const block = blocking(fixture, 1);
  await fixture.request(20, 1);
  const actors = [
    actor('block', 'api', 21, block),
    actor('matcher', 'matcher', 21, matching(fixture)),
    actor('pull', 'api', 21, pulling(fixture, 1)),
    actor('off', 'api', 21, goingOff(fixture, 1)),
  ];
  const told = { off: offHolds(fixture, 1), block: blockHolds(fixture, 1) };
  return {
    items: fixture.items,
    actors,
    lags: false,
    contested: [...sharedKeys, 'BLOCKS#'],
    watch: watcher(fixture.items, told),
  };
}

/** A seeker asks again and blocks the volunteer of the last talk at the same time. In the end the request excludes that volunteer. */
export async function asksDuringBlock(): Promise<Case> {
  const fixture = await afterATalk();
  const body = askBody.parse({ ...askingBody, subject: 'seeker-1' });
  const actors = [
    actor('ask again', 'api', 20, (ports, who) =>
      ask(ports, { caller: fixture.partner, space: fixture.id, key: 'again', body }, who.now()),
    ),
    actor('block', 'api', 20, blocking(fixture, 1)),
    actor('matcher', 'matcher', 21, matching(fixture)),
    actor('pull', 'api', 21, pulling(fixture, 1)),
  ];
  const watch = watcher(fixture.items, { block: blockHolds(fixture, 1) }, (ledger, items) => {
    if (!items.some(({ key }) => key.pk.startsWith('BLOCKS#'))) return undefined;
    const waits = [...ledger.talks.values()].some(
      (talk) =>
        isWaiting(talk) &&
        !talk.excludedVolunteers.some(({ volunteer, until }) => volunteer === fixture.idOf(1) && until === null),
    );
    return waits ? 'a waiting request does not exclude the volunteer that its subject has blocked' : undefined;
  });
  return { items: fixture.items, actors, lags: false, contested: [...sharedKeys, 'BLOCKS#', 'SUBJECT#'], watch };
}
