/** Small cases about one volunteer: who comes on while things are changed, and whose lease runs out. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import { editVolunteer } from '../../../shared/app/coordination/edit-volunteer.ts';
import { editMe } from '../../../shared/app/members/edit-me.ts';
import { listOffers } from '../../../shared/app/offers/list-offers.ts';
import { editSpace } from '../../../shared/app/spaces/edit-space.ts';
import { volunteerEdit } from '../../../shared/contract/volunteers.ts';
import { spaceEdit } from '../../../shared/contract/spaces.ts';
import { signedIn } from '../people/cast.ts';
import { actor, cancelHolds, cancelling, matching, stories, wasTold } from './actors.ts';
import type { Case } from './explore.ts';
import { Scene } from './scene.ts';
import { watcher } from './watch.ts';
import type { Told } from './watch.ts';

/** Seconds a lease lasts in a small case. */
const leaseSeconds = 120;

/** Somebody comes on while the coordinator suspends them and takes away places, and somebody waits. */
export async function comingOn(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false, { capacityMax: 2 });
  await scene.volunteer(false);
  await scene.request(0);
  const volunteer = scene.idOf(1);
  const coordinator = { caller: signedIn('coordinator'), space: scene.id, ifMatch: ['*'] };
  const actors = [
    actor('on', 'api', 1, (ports, who) => {
      const body = { available: true as const, capacity: 2, channels: ['chat' as const] };
      return setAvailability(ports, { caller: scene.callerOf(1), space: scene.id, key: 'come on', body }, who.now());
    }),
    actor('suspend', 'api', 1, (ports, who) =>
      editVolunteer(ports, { ...coordinator, volunteer, body: volunteerEdit.parse({ status: 'suspended' }) }, who.now()),
    ),
    actor('fewer places', 'api', 1, (ports, who) =>
      editSpace(ports, { ...coordinator, body: spaceEdit.parse({ limits: { capacityMax: 1 } }) }, who.now()),
    ),
    actor('matcher', 'matcher', 1, matching(scene)),
  ];
  const suspended: Told = (ledger, value) => {
    if (wasTold(value)?.ok !== true) return undefined;
    return ledger.seats.get(volunteer)?.on === 'on' ? 'suspended and on' : undefined;
  };
  /** From the answer to the edit on, the seat goes by the space, also that of somebody who is on only later. */
  let isEdited = false;
  const placesHold: Told = (ledger) => {
    const [seat, space] = [ledger.seats.get(volunteer), ledger.spaces.get(scene.id)];
    if (!isEdited || seat?.on !== 'on' || space === undefined) return undefined;
    return seat.facts.capacityMax > space.limits.capacityMax ? 'more places than the space allows' : undefined;
  };
  const edited: Told = (ledger, value) => {
    isEdited = wasTold(value)?.ok === true;
    return placesHold(ledger, value);
  };
  const told = { suspend: suspended, on: placesHold, 'fewer places': edited };
  const watch = watcher(scene.items, told);
  return {
    items: scene.items,
    actors,
    lags: false,
    contested: [...stories, 'SPACE#'],
    watch: () => {
      isEdited = false;
      return watch();
    },
  };
}

/** The lease of somebody who is being asked is over: two matchers, and a later request that could be given the other volunteer. */
export async function askedAndGone(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  const over = leaseSeconds + 1;
  await scene.request(over - 12);
  await scene.match(over - 11);
  await scene.volunteer(true, over - 10);
  await scene.request(over - 9);
  const actors = [
    actor('matcher one', 'matcher', over, matching(scene)),
    actor('matcher two', 'matcher', over, matching(scene)),
    actor('cancel', 'api', over, cancelling(scene, 2)),
  ];
  const told = { cancel: cancelHolds(scene, 2) };
  return { items: scene.items, actors, lags: false, contested: stories, watch: watcher(scene.items, told) };
}

/** A lease that two are about to end while its volunteer renews it, or looks, which renews it too. */
export async function leaseRunsOut(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  await scene.request(0);
  const caller = scene.callerOf(1);
  const session = scene.sessionOf(1);
  const actors = [
    actor('renew', 'api', leaseSeconds - 1, (ports, who) =>
      setAvailability(ports, { caller, space: scene.id, body: { available: true, session } }, who.now()),
    ),
    actor('look', 'api', leaseSeconds - 1, (ports, who) => listOffers(ports, { caller, space: scene.id }, who.now())),
    actor('reconciler', 'reconciler', leaseSeconds + 1, matching(scene, true)),
    actor('matcher', 'matcher', leaseSeconds + 1, matching(scene)),
  ];
  return { items: scene.items, actors, lags: false, contested: stories, watch: watcher(scene.items, {}) };
}

/** Somebody who is off is asked to come, by two at once, while they come by themselves and say that they want no pages. */
export async function askedToCome(): Promise<Case> {
  const scene = new Scene();
  await scene.open(false);
  await scene.volunteer(true);
  await scene.off(1, 0);
  await scene.request(0);
  const caller = scene.callerOf(1);
  const actors = [
    actor('on', 'api', 1, (ports, who) =>
      setAvailability(ports, { caller, space: scene.id, key: 'come back', body: { available: true } }, who.now()),
    ),
    actor('no pages', 'api', 1, (ports, who) => editMe(ports, { caller, space: scene.id, body: { pages: false } }, who.now())),
    actor('matcher', 'matcher', 1, matching(scene)),
    actor('reconciler', 'reconciler', 1, matching(scene, true)),
  ];
  return { items: scene.items, actors, lags: false, contested: [...stories, 'SPACE#'], watch: watcher(scene.items, {}) };
}
