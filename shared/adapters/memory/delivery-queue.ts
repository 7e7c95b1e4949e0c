import { ok } from '../../domain/result.ts';
import type { EndpointId } from '../../domain/ids.ts';
import type { DeliveryQueue } from '../../ports.ts';

export interface MemoryDeliveryQueue extends DeliveryQueue {
  /** Delivers: removes the messages and returns their endpoints, in the order of sending. */
  drain(): readonly EndpointId[];
}

/** A delivery queue in memory. Deterministic. A test loses a message by draining it. */
export function memoryDeliveryQueue(): MemoryDeliveryQueue {
  let pending: EndpointId[] = [];
  return {
    wake: async (endpoint) => {
      pending.push(endpoint);
      return ok();
    },
    drain: () => {
      const sent = pending;
      pending = [];
      return sent;
    },
  };
}
