/** Writes docs/state-machines.md to standard output: `node tools/state-machines.ts > docs/state-machines.md`. */
import { isTerminal, talkMachine, talkStates, type TalkState } from '../shared/domain/talk-machine.ts';

interface Arrow {
  readonly from: TalkState;
  readonly to: TalkState;
}

/** Every transition as its arrows, in the order of the table. */
function arrows(): readonly (Arrow & { readonly name: string })[] {
  return Object.entries(talkMachine).flatMap(([name, { from, to }]) =>
    from.flatMap((start) => to.map((end) => ({ name, from: start, to: end }))),
  );
}

/** Arrows between the same two states share one line. */
function lines(): readonly string[] {
  const names = Map.groupBy(arrows(), ({ from, to }) => `${from} --> ${to}`);
  return [...names].map(([arrow, same]) => `  ${arrow}: ${same.map(({ name }) => name).join(', ')}`);
}

function rows(): readonly string[] {
  return Object.entries(talkMachine).map(([name, { from, to }]) => `| \`${name}\` | ${from.join(', ')} | ${to.join(', ')} |`);
}

/** The document, from the same table that checks every change. */
export function stateMachines(): string {
  const [start] = talkStates;
  return [
    '# State machines',
    '',
    'Generated from `shared/domain/talk-machine.ts` by `node tools/state-machines.ts > docs/state-machines.md`; a test fails when',
    'it is not current. The same table guards every change of a talk request.',
    '',
    '## A talk request',
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${start}: ask`,
    ...lines(),
    ...talkStates.filter(isTerminal).map((end) => `  ${end} --> [*]`),
    '```',
    '',
    '| transition | from | to |',
    '|---|---|---|',
    ...rows(),
    '',
  ].join('\n');
}

if (import.meta.main) process.stdout.write(stateMachines());
