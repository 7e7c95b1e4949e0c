/** The cap on waiting: so many slots, each held for one wait. At the cap an answer simply comes at once. */
import * as z from 'zod';
import { waitSlotSeconds, waitSlotAttempts } from '../../domain/limits.ts';
import { epochMs, plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { recorded } from '../store/record.ts';

const slot = z.strictObject({ rev: z.string(), slot: z.int(), until: epochMs });
type Slot = z.infer<typeof slot>;
export const slotRecord = recorded<Slot>({ schema: slot, key: (of) => liveKeys.waitSlot(of.slot), timeToLive: (of) => of.until });

/** Gives the slot back. */
export type Release = () => Promise<void>;

export interface Slots {
  /** How many there are, for all processes together. */
  readonly slots: number;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
}

/**
 * Takes one of the slots at random, or undefined after a few that were taken. A slot that was not given back is free again after its
 * time, so a crash costs nothing for long. Shared by every process that waits.
 */
export async function takeSlot(ports: Ports, { slots, random }: Slots, now: EpochMs): Promise<Release | undefined> {
  for (let tried = 0; tried < Math.min(slots, waitSlotAttempts); tried += 1) {
    const at = Math.floor(random() * slots);
    const found = await load(ports, liveKeys.waitSlot(at), slotRecord);
    if (!found.ok) return undefined;
    if (found.value !== undefined && found.value.until > now) continue;
    const write = slotRecord.put(ports.ids, { rev: '', slot: at, until: plusSeconds(now, waitSlotSeconds) }, found.value);
    const taken = await ports.store.commit([write]);
    if (!taken.ok || write.kind !== 'put') continue;
    const { rev } = write.item;
    return async () => {
      await ports.store.commit([{ kind: 'delete', key: liveKeys.waitSlot(at), expected: { kind: 'rev', rev } }]);
    };
  }
  return undefined;
}
