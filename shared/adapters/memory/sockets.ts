import type { Sockets } from '../../ports.ts';

export interface MemorySockets extends Sockets {
  /** Every frame that arrived, in order, with its connection. */
  readonly told: readonly { readonly connection: string; readonly frame: string }[];
  /** Answers for the next frames to a connection; `told` once there are none. */
  answersNext(connection: string, ...outcomes: readonly ('told' | 'gone' | 'failed')[]): void;
}

/** Sockets that keep what they are told. */
export function memorySockets(): MemorySockets {
  const told: { connection: string; frame: string }[] = [];
  const ahead = new Map<string, ('told' | 'gone' | 'failed')[]>();
  return {
    told,
    answersNext: (connection, ...outcomes) => {
      ahead.set(connection, [...(ahead.get(connection) ?? []), ...outcomes]);
    },
    tell: async (connection, frame) => {
      const outcome = ahead.get(connection)?.shift() ?? 'told';
      if (outcome === 'told') told.push({ connection, frame });
      return outcome;
    },
  };
}
