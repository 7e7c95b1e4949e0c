/** The space of a run, set up by the real use cases before anything can go wrong. */
import { addVolunteer } from '../../shared/app/coordination/add-volunteer.ts';
import { addCoordinator } from '../../shared/app/operations/coordinators.ts';
import { createSpace } from '../../shared/app/spaces/create-space.ts';
import { volunteerCreation } from '../../shared/contract/volunteers.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { spaceCreation } from '../../shared/contract/spaces.ts';
import type { PartnerCaller } from '../../shared/app/callers.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Ports, Write } from '../../shared/ports.ts';
import type { Ledger } from './check/ledger.ts';
import { Invocation } from './engine/invocation.ts';
import type { Stage } from './engine/stage.ts';
import { signedIn } from './people/cast.ts';
import type { Setting } from './setting.ts';

export interface Opened {
  readonly space: SpaceId;
  readonly volunteers: readonly VolunteerId[];
  readonly partner: PartnerCaller;
}

export async function openSpace(stage: Stage, ledger: Ledger, setting: Setting): Promise<Opened> {
  const who = new Invocation({
    name: 'setup',
    kind: 'api',
    dice: stage.dice.of('setup'),
    deadline: Infinity,
    clock: () => setting.startsAt,
  });
  const ports = plainPorts(stage, who, (writes) => ledger.committed(who, writes));
  const now = who.now();
  const created = valueOf(
    await createSpace(ports, { caller: signedIn('operator', true), body: spaceCreation.parse(setting.space) }, now),
  );
  const space = created.page.id;
  valueOf(await addCoordinator(ports, { caller: signedIn('operator', true), space, sub: 'coordinator' }, now));
  const volunteers: VolunteerId[] = [];
  for (const { profile } of setting.volunteers) {
    const body = volunteerCreation.parse(profile);
    const added = valueOf(await addVolunteer(ports, { caller: signedIn('coordinator'), space, body }, now));
    volunteers.push(added.page.id);
  }
  const stored = ledger.spaces.get(space);
  if (stored !== undefined) ledger.acknowledged.set(space, stored.rev);
  const partner: PartnerCaller = {
    kind: 'partner',
    partner: partnerId.parse('ptn_simulated'),
    spaces: [space],
    rights: ['ask', 'read'],
    test: false,
  };
  return { space, volunteers, partner };
}

/** Ports without gates and faults. */
function plainPorts({ ports, store }: Stage, who: Invocation, committed: (writes: readonly Write[]) => void): Ports {
  let ids = 0;
  const text = (bytes: number): string => {
    ids += 1;
    return who.dice.bytes(bytes, 'id', ids).toString('base64url');
  };
  return {
    ...ports,
    store: {
      ...store,
      commit: async (writes) => {
        const result = await store.commit(writes);
        if (result.ok) committed(writes);
        return result;
      },
    },
    ids: { fresh: (prefix) => `${prefix}_${text(16)}`, secret: () => text(32) },
    pace: { pause: async () => undefined },
  };
}

function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`the space could not be set up: ${JSON.stringify(result.error)}`);
  return result.value;
}
