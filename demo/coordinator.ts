/** The coordinator of the evening: looks at the board, and works on every case, step by step, until it is closed. */
import type { BodyOf } from '../client/client.ts';
import { nextSteps } from '../shared/domain/escalation.ts';
import { boardSeconds, casesSeconds } from './limits.ts';
import type { Context } from './context.ts';

export type ServiceBoard = BodyOf<'board'>;

/**
 * Keeps `shown` up to date until `until`: the service's own figures, beside those of the demo. Notes why seekers wait. A look that is
 * not answered shows nothing, and the next one follows.
 */
export async function watchBoard(context: Context, shown: (board: ServiceBoard) => void, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const board = await readBoard(context);
    if (board !== undefined) {
      shown(board);
      context.history.note({ kind: 'looked', waitReasons: board.waitReasons });
    }
    await context.clock.pauseReal(boardSeconds, until);
  }
}

/** One look at the service's board; undefined: no answer. */
export async function readBoard({ client, setup }: Context): Promise<ServiceBoard | undefined> {
  const told = await client.told('board', { token: setup.coordinator, params: { space: setup.space } });
  return told.kind === 'success' && told.status === 200 ? told.body : undefined;
}

/** Works on the open cases until `until`; each round takes each of them one step further. */
export async function workOnCases(context: Context, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await advanceCases(context);
    await context.clock.pauseReal(casesSeconds, until);
  }
}

/** One step of every open case; how many steps were made. */
export async function advanceCases({ client, history, setup }: Context): Promise<number> {
  const { coordinator: token, space } = setup;
  const escalations = await client.insist('listEscalations', { token, params: { space } });
  const reports = await client.insist('listReports', { token, params: { space } });
  let steps = 0;
  for (const { id, state } of escalations.kind === 'success' ? escalations.body.items : []) {
    const [next] = nextSteps(state);
    if (next === undefined) continue;
    const body = { state: next, note: 'A step of the demo.' };
    const edited = await client.insist('editEscalation', { token, params: { space, escalation: id }, body });
    if (edited.kind !== 'success') continue;
    steps += 1;
    history.note({ kind: 'case', state: next, cause: 'not safe now' });
  }
  for (const { id, state } of reports.kind === 'success' ? reports.body.items : []) {
    if (state === 'closed') continue;
    const edited = await client.insist('editReport', { token, params: { space, report: id }, body: { state: 'closed' } });
    if (edited.kind !== 'success') continue;
    steps += 1;
    history.note({ kind: 'case', state: 'closed', cause: 'report' });
  }
  return steps;
}
