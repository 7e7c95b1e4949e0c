/**
 * The second half of invariant 4: an acknowledged change of availability was written. Every session in an answer is in the ledger.
 * A volunteer whose "off" was acknowledged is off in the ledger. A missing one was acknowledged before it was written, or although
 * it was refused.
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
  // The ledger notes whole seconds, so it does not show shorter stretches.
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

/** Each session in an answer, with the volunteer who got it. */
function sessionsTold({ history }: Evidence): ReadonlyMap<string, string> {
  return new Map(
    history.flatMap((one) => {
      const session = availabilityIn(one)?.session;
      return session === undefined ? [] : [[session, one.who] as const];
    }),
  );
}

/** The seat when "off" was acknowledged. A version of the same second may be later, but it is not the next "on". */
function seatAt(seats: readonly SeatChange[], { volunteer, from }: StretchOff): SeatChange['after'] {
  return seats.findLast(({ after, writtenAt }) => after?.volunteer === volunteer && writtenAt <= from)?.after;
}
