/**
 * Invariant 4, its other half: whoever was told that they are on was put on. Every session that was acknowledged stands in the ledger;
 * one that does not was acknowledged before it was written, or though it was refused.
 */
import { finding } from '../evidence.ts';
import type { Check } from '../evidence.ts';
import { availabilityIn } from '../reads.ts';

export const keptSessions: Check = ({ history, ledger }) => {
  const written = new Set(ledger.flatMap((change) => (change.kind === 'seat' ? (change.after?.session ?? []) : [])));
  const told = new Map(
    history.flatMap((one) => {
      const session = availabilityIn(one)?.session;
      return session === undefined ? [] : [[session, one.who] as const];
    }),
  );
  return [
    finding(4, 'acknowledged sessions', [...told], ([session, who]) =>
      written.has(session) ? undefined : `the session ${session} of ${who} was lost`,
    ),
  ];
};
