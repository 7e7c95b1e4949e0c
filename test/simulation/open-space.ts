/** The space of a run, set up by the real use cases before faults may strike. */
import { seededIds } from '../../shared/adapters/memory/ids.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Ports, Write } from '../../shared/ports.ts';
import { addedVolunteer, openSpace, partnerKeyOf } from '../world/open-space.ts';
import type { Ledger } from './check/ledger.ts';
import { Invocation } from './engine/invocation.ts';
import type { Simulator } from './engine/simulator.ts';
import type { Setting } from './setting.ts';

/** A space, and the key of the partner that asks there. */
export interface Place {
  readonly space: SpaceId;
  readonly partnerKey: string;
}

export interface Opened {
  readonly places: readonly [Place, ...Place[]];
  /** In the order of the setting. */
  readonly volunteers: readonly VolunteerId[];
}

export async function openSpaceOf(simulator: Simulator, ledger: Ledger, setting: Setting): Promise<Opened> {
  const who = new Invocation({
    name: 'setup',
    kind: 'api',
    random: simulator.random.of('setup'),
    began: setting.startsAt,
    deadline: Infinity,
    clock: () => setting.startsAt,
  });
  const ports = plainPorts(simulator, who, (writes) => ledger.committed(who, writes));
  const now = who.now();
  const opened = async (): Promise<Place> => {
    const space = await openSpace(ports, setting.space, now);
    return { space, partnerKey: await partnerKeyOf(ports, space, now) };
  };
  const places: [Place, ...Place[]] = [await opened()];
  while (places.length < setting.spaces) places.push(await opened());
  const volunteers: VolunteerId[] = [];
  for (const { name, profile, place } of setting.volunteers) {
    const { id } = (await addedVolunteer(ports, { space: placeOf(places, place).space, ...profile }, now)).view;
    volunteers.push(id);
    ledger.accounts.set(name, id);
  }
  for (const { space } of places) {
    const stored = ledger.spaces.get(space);
    if (stored !== undefined) ledger.acknowledged.set(space, stored.rev);
  }
  return { places, volunteers };
}

/** The place with this number, from 0. */
export function placeOf(places: Opened['places'], nth: number): Place {
  return places[nth] ?? places[0];
}

/** Ports without gates and faults. */
function plainPorts({ ports, store }: Simulator, who: Invocation, committed: (writes: readonly Write[]) => void): Ports {
  return {
    ...ports,
    mayGoOn: () => true,
    store: {
      ...store,
      commit: async (writes) => {
        const result = await store.commit(writes);
        if (result.ok) committed(writes);
        return result;
      },
    },
    ids: seededIds(who.idBytes),
    backoff: { pause: async () => undefined },
  };
}
