/** The small cases about one person who is a volunteer in two spaces. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import { accepting, actor, goingOff, matching, offHolds, pulling, sharedKeys } from './actors.ts';
import type { Case } from './explore.ts';
import { Fixture } from './fixture.ts';
import { watcher } from './watch.ts';

/** Two spaces with the same volunteer. In each a request waits. */
async function twoSpaces(isOnInSecond: boolean): Promise<readonly [first: Fixture, second: Fixture]> {
  const first = new Fixture();
  await first.open(false, { capacityMax: 2 });
  await first.volunteer(true);
  await first.request(0);
  const second = new Fixture(first);
  await second.open(false, { capacityMax: 2 });
  await second.volunteer(isOnInSecond);
  await second.request(0);
  return [first, second];
}

/** Both rooms are matched at once, while the person asks for the next request in one and goes off in the other. */
export async function onInTwoSpaces(): Promise<Case> {
  const [first, second] = await twoSpaces(true);
  const actors = [
    actor('matcher of the first', 'matcher', 1, matching(first)),
    actor('matcher of the second', 'matcher', 1, matching(second)),
    actor('pull in the second', 'api', 1, pulling(second, 1)),
    actor('off in the first', 'api', 1, goingOff(first, 1)),
  ];
  const told = { 'off in the first': offHolds(first, 1) };
  return { items: first.items, actors, lags: false, contested: sharedKeys, watch: watcher(first.items, told) };
}

/** The person goes on in the second space for the first time, while the first makes an offer. */
export async function comesOnInSecondSpace(): Promise<Case> {
  const [first, second] = await twoSpaces(false);
  const actors = [
    actor('on in the second', 'api', 1, (ports, who) =>
      setAvailability(
        ports,
        { caller: second.callerOf(1), space: second.id, key: 'on in the second', body: { available: true } },
        who.now(),
      ),
    ),
    actor('matcher of the first', 'matcher', 1, matching(first)),
    actor('matcher of the second', 'matcher', 1, matching(second)),
    actor('pull in the second', 'api', 1, pulling(second, 1)),
  ];
  return { items: first.items, actors, lags: false, contested: sharedKeys, watch: watcher(first.items, {}) };
}

/** An offer in the first space is accepted while the second matches. */
export async function acceptsInOneOfTwo(): Promise<Case> {
  const [first, second] = await twoSpaces(true);
  await first.match(0);
  const actors = [
    actor('accept in the first', 'api', 1, accepting(first, 1)),
    actor('matcher of the second', 'matcher', 1, matching(second)),
    actor('pull in the second', 'api', 1, pulling(second, 1)),
    actor('off in the first', 'api', 1, goingOff(first, 1)),
  ];
  return { items: first.items, actors, lags: false, contested: sharedKeys, watch: watcher(first.items, {}) };
}
