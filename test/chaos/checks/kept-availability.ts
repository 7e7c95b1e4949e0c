/**
 * Invariant 4, its other half: what was acknowledged of going on and off was written. Every session that somebody was told of stands in
 * the ledger, and by the ledger too they are off when they were told so. What is not there was acknowledged before it was written, or
 * though it was refused.
 */
import type { Check, Evidence } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { availabilityIn } from '../../world/history/reads.ts';
import type { SeatChange } from '../replay.ts';
import { stretchesOff, type StretchOff } from './stretches-off.ts';

export const keptAvailability: Check = (evidence) => {
  const seats = evidence.ledger.filter((change) => change.kind === 'seat');
  const written = new Set(seats.flatMap(({ after }) => after?.session ?? []));
  // The ledger notes whole seconds: a stretch that is shorter cannot be found in it.
  const long = stretchesOff(evidence).filter(({ from, to }) => to - from > ledgerGrainMs);
  return [
    finding(4, 'acknowledged sessions in the ledger', [...sessionsTold(evidence)], ([session, who]) =>
      written.has(session) ? undefined : `the session ${session} of ${who} was lost`,
    ),
    finding(4, 'acknowledged offs in the ledger', long, (stretch) =>
      seatAt(seats, stretch)?.on === 'on' ? `the off of ${stretch.who} was lost` : undefined,
    ),
  ];
};

/** Each session with whom it was told to. */
function sessionsTold({ history }: Evidence): ReadonlyMap<string, string> {
  return new Map(
    history.flatMap((one) => {
      const session = availabilityIn(one)?.session;
      return session === undefined ? [] : [[session, one.who] as const];
    }),
  );
}

/** The seat as it was when "off" was acknowledged; what was written in the same second may have come after it, and is no new "on" yet. */
function seatAt(seats: readonly SeatChange[], { volunteer, from }: StretchOff): SeatChange['after'] {
  return seats.findLast(({ after, writtenAt }) => after?.volunteer === volunteer && writtenAt <= from)?.after;
}
