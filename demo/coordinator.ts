/** The coordinator of the evening: looks at the board, and works on every case, step by step, until it is closed. */
import type { BodyOf } from '../client/client.ts';
import { nextSteps } from '../shared/domain/escalation.ts';
import { boardSeconds, casesSeconds } from './limits.ts';
import type { Context } from './context.ts';

export type ServiceBoard = BodyOf<'board'>;

/** Keeps `shown` up to date until `until`: the service's own figures, beside those of the demo. Notes why seekers wait. */
export async function watchBoard(context: Context, shown: (board: ServiceBoard) => void, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const board = await readBoard(context);
    shown(board);
    context.history.note({ kind: 'looked', waitReasons: board.waitReasons });
    await context.clock.pauseReal(boardSeconds, until);
  }
}

/** One look at the service's board. */
export function readBoard({ client, setup }: Context): Promise<ServiceBoard> {
  return client.succeeds('board', { token: setup.coordinator, params: { space: setup.space } });
}

/** Works on the open cases until `until`; each round takes each of them one step further. */
export async function workOnCases(context: Context, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await advanceCases(context);
    await context.clock.pauseReal(casesSeconds, until);
  }
}

/** One step of every open case; how many were open. */
export async function advanceCases(context: Context): Promise<number> {
  const { client, history, setup } = context;
  const { coordinator: token, space } = setup;
  const escalations = await client.succeeds('listEscalations', { token, params: { space } });
  const reports = await client.succeeds('listReports', { token, params: { space } });
  let open = 0;
  for (const { id, state } of escalations.items) {
    const [next] = nextSteps(state);
    if (next === undefined) continue;
    open += 1;
    const body = { state: next, note: 'A step of the demo.' };
    await client.succeeds('editEscalation', { token, params: { space, escalation: id }, body });
    history.note({ kind: 'case', state: next, cause: 'not safe now' });
  }
  for (const { id, state } of reports.items) {
    if (state === 'closed') continue;
    open += 1;
    await client.succeeds('editReport', { token, params: { space, report: id }, body: { state: 'closed' } });
    history.note({ kind: 'case', state: 'closed', cause: 'report' });
  }
  return open;
}
