/** Tables of the bounds. */
import type { BoundShares } from '../bounds/shares.ts';
import { table } from './table.ts';

/** One line for each policy: served requests, also as shares of the bounds. */
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

/** What the distance to LP-B consists of: the share of it that each policy reaches on days made easier step by step. */
export function easierTable({ exAnte, policies }: BoundShares): string {
  const steps = policies[0]?.easier ?? [];
  return table(
    ['share of LP-B', ...policies.map(({ policy }) => policy)],
    [
      ['as it is', ...policies.map(({ served }) => (served / exAnte).toFixed(3))],
      ...steps.map(({ name }, step) => [
        name,
        ...policies.map(({ easier }) => ((easier[step]?.served ?? 0) / exAnte).toFixed(3)),
      ]),
    ],
  );
}
