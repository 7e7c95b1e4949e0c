/** The space of a run, set up by the real use cases before faults may strike. */
import { seededIds } from '../../shared/adapters/memory/ids.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Ports, Write } from '../../shared/ports.ts';
import { addedVolunteer, openSpace, partnerKeyOf } from '../world/open-space.ts';
import type { Ledger } from './check/ledger.ts';
import { Invocation } from './engine/invocation.ts';
import type { Simulator } from './engine/simulator.ts';
import type { Setting } from './setting.ts';

export interface Opened {
  readonly space: SpaceId;
  readonly volunteers: readonly VolunteerId[];
  readonly partnerKey: string;
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
  const space = await openSpace(ports, setting.space, now);
  const volunteers: VolunteerId[] = [];
  for (const { name, profile } of setting.volunteers) {
    const { id } = (await addedVolunteer(ports, { space, ...profile }, now)).view;
    volunteers.push(id);
    ledger.accounts.set(name, id);
  }
  const stored = ledger.spaces.get(space);
  if (stored !== undefined) ledger.acknowledged.set(space, stored.rev);
  return { space, volunteers, partnerKey: await partnerKeyOf(ports, space, now) };
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
