/** How shares of the bounds are written down. */
import type { BoundShares } from '../bounds/shares.ts';
import { table } from './table.ts';

/** One line for each policy: served, and as shares of what could be. */
export function boundsTable({ requests, clairvoyant, exAnte, policies }: BoundShares): string {
  const row = (name: string, served: number) => [
    name,
    served.toFixed(0),
    (served / requests).toFixed(3),
    (served / exAnte).toFixed(3),
    (served / clairvoyant).toFixed(3),
  ];
  return table(
    ['', 'served', 'of requests', 'of LP-B', 'of LP-A'],
    [
      ...policies.map(({ policy, served }) => row(policy, served)),
      row('LP-B, ex ante', exAnte),
      row('LP-A, clairvoyant', clairvoyant),
    ],
  );
}
