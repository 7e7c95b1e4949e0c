/** The small cases about one volunteer, who goes on during edits, whose lease runs out, or who is called out. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import { editVolunteer } from '../../../shared/app/volunteers/edit-volunteer.ts';
import { editMe } from '../../../shared/app/me/edit-me.ts';
import { listOffers } from '../../../shared/app/offers/list-offers.ts';
import { editSpace } from '../../../shared/app/spaces/edit-space.ts';
import { volunteerEdit } from '../../../shared/contract/volunteers.ts';
import { spaceEdit } from '../../../shared/contract/spaces.ts';
import { signedIn } from '../../world/people.ts';
import { simulatedCrypto } from '../engine/crypto.ts';
import { actor, cancelHolds, cancelling, matching, sharedKeys, wasTold } from './actors.ts';
import type { Case } from './explore.ts';
import { Fixture } from './fixture.ts';
import { watcher, type Told } from './watch.ts';

/** Seconds a lease lasts in a small case. */
const leaseSeconds = 120;

/** A volunteer goes on while the coordinator suspends the volunteer and lowers the number of places. A seeker waits. */
export async function comingOn(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(false, { capacityMax: 2 });
  await fixture.volunteer(false);
  // Another who could serve: the suspension leaves no seeker without a volunteer.
  await fixture.volunteer(false);
  await fixture.request(0);
  const volunteer = fixture.idOf(1);
  const coordinator = { caller: signedIn(simulatedCrypto, 'coordinator'), space: fixture.id, ifMatch: ['*'] };
  const actors = [
    actor('on', 'api', 1, (ports, who) => {
      const body = { available: true as const, capacity: 2, channels: ['chat' as const] };
      return setAvailability(ports, { caller: fixture.callerOf(1), space: fixture.id, key: 'come on', body }, who.now());
    }),
    actor('suspend', 'api', 1, (ports, who) =>
      editVolunteer(ports, { ...coordinator, volunteer, body: volunteerEdit.parse({ status: 'suspended' }) }, who.now()),
    ),
    actor('fewer places', 'api', 1, (ports, who) =>
      editSpace(ports, { ...coordinator, body: spaceEdit.parse({ limits: { capacityMax: 1 } }) }, who.now()),
    ),
    actor('matcher', 'matcher', 1, matching(fixture)),
  ];
  const suspended: Told = (ledger, value) => {
    if (wasTold(value)?.ok !== true) return undefined;
    return ledger.seats.get(volunteer)?.on === 'on' ? 'suspended and on' : undefined;
  };
  /** After the answer to the edit, the seat follows the space, also if the volunteer goes on later. */
  let isEdited = false;
  const placesHold: Told = (ledger) => {
    const [seat, space] = [ledger.seats.get(volunteer), ledger.spaces.get(fixture.id)];
    if (!isEdited || seat?.on !== 'on' || space === undefined) return undefined;
    return seat.facts.capacityMax > space.limits.capacityMax ? 'more places than the space allows' : undefined;
  };
  const edited: Told = (ledger, value) => {
    isEdited = wasTold(value)?.ok === true;
    return placesHold(ledger, value);
  };
  const told = { suspend: suspended, on: placesHold, 'fewer places': edited };
  const watch = watcher(fixture.items, told);
  return {
    items: fixture.items,
    actors,
    lags: false,
    contested: [...sharedKeys, 'SPACE#'],
    watch: () => {
      isEdited = false;
      return watch();
    },
  };
}

/** The lease of a volunteer with an open offer has ended: two matchers, and a later request that could be offered to the other volunteer. */
export async function leaseEndsWithOffer(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(false);
  await fixture.volunteer(true);
  const over = leaseSeconds + 1;
  await fixture.request(over - 12);
  await fixture.match(over - 11);
  await fixture.volunteer(true, over - 10);
  await fixture.request(over - 9);
  const actors = [
    actor('matcher one', 'matcher', over, matching(fixture)),
    actor('matcher two', 'matcher', over, matching(fixture)),
    actor('cancel', 'api', over, cancelling(fixture, 2)),
  ];
  const told = { cancel: cancelHolds(fixture, 2) };
  return { items: fixture.items, actors, lags: false, contested: sharedKeys, watch: watcher(fixture.items, told) };
}

/** Two processes are about to end a lease while its volunteer renews it, or reads the offers, which renews it too. */
export async function leaseRunsOut(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(false);
  await fixture.volunteer(true);
  await fixture.request(0);
  const caller = fixture.callerOf(1);
  const session = fixture.sessionOf(1);
  const actors = [
    actor('renew', 'api', leaseSeconds - 1, (ports, who) =>
      setAvailability(ports, { caller, space: fixture.id, body: { available: true, session } }, who.now()),
    ),
    actor('read', 'api', leaseSeconds - 1, (ports, who) => listOffers(ports, { caller, space: fixture.id }, who.now())),
    actor('reconciler', 'reconciler', leaseSeconds + 1, matching(fixture, true)),
    actor('matcher', 'matcher', leaseSeconds + 1, matching(fixture)),
  ];
  return { items: fixture.items, actors, lags: false, contested: sharedKeys, watch: watcher(fixture.items, {}) };
}

/** Two processes call out a volunteer who is off, while the volunteer goes on and refuses call-outs. */
export async function calledOut(): Promise<Case> {
  const fixture = new Fixture();
  await fixture.open(false);
  await fixture.volunteer(true);
  await fixture.off(1, 0);
  await fixture.request(0);
  const caller = fixture.callerOf(1);
  const actors = [
    actor('on', 'api', 1, (ports, who) =>
      setAvailability(ports, { caller, space: fixture.id, key: 'come back', body: { available: true } }, who.now()),
    ),
    actor('no call-outs', 'api', 1, (ports, who) =>
      editMe(ports, { caller, space: fixture.id, body: { callouts: false } }, who.now()),
    ),
    actor('matcher', 'matcher', 1, matching(fixture)),
    actor('reconciler', 'reconciler', 1, matching(fixture, true)),
  ];
  return { items: fixture.items, actors, lags: false, contested: [...sharedKeys, 'SPACE#'], watch: watcher(fixture.items, {}) };
}
