/** Invariant 16: the position that a seeker is told never increases. */
import { finding, type Finding } from './finding.ts';
import type { Operation } from './operation.ts';
import { requestIn } from './reads.ts';

interface Told {
  readonly request: string;
  readonly position: number;
  readonly operation: Operation;
}

/** Compares each answer with the lowest position that had arrived before its call began. */
export function positionsTold(history: readonly Operation[]): readonly Finding[] {
  return [
    finding(16, 'positions told, one after the other', positionPairs(history), ([earlier, later]) =>
      later.position > earlier.position ? `${later.request} was told ${earlier.position}, then ${later.position}` : undefined,
    ),
  ];
}

function positionPairs(history: readonly Operation[]): readonly (readonly [Told, Told])[] {
  const told = history.flatMap((operation): Told[] => {
    const seen = operation.route === 'showRequest' ? requestIn(operation) : undefined;
    return seen === undefined || seen.position === null ? [] : [{ request: seen.id, position: seen.position, operation }];
  });
  return [...Map.groupBy(told, ({ request }) => request).values()].flatMap((own) =>
    own.flatMap((later) => {
      const earlier = own.filter(({ operation }) => operation.completedAt < later.operation.invokedAt);
      const lowest = earlier.toSorted((a, b) => a.position - b.position)[0];
      return lowest === undefined ? [] : [[lowest, later] as const];
    }),
  );
}
