/** The coordinator of the evening: looks at the board, takes every case on, step by step, until it is closed. */
import type * as z from 'zod';
import { contract } from '../shared/contract/contract.ts';
import type { boardPage } from '../shared/contract/board.ts';
import { nextSteps } from '../shared/domain/escalation.ts';
import { anything } from './api.ts';
import { boardSeconds, casesSeconds } from './limits.ts';
import type { Play } from './play.ts';

export type ServiceBoard = z.infer<typeof boardPage>;

/** Keeps `shown` up to date until `until`: the service's own figures, beside those of the players. Notes why people wait. */
export async function watchBoard(play: Play, shown: (board: ServiceBoard) => void, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const board = await readBoard(play);
    if (board !== undefined) {
      shown(board);
      play.history.note({ kind: 'looked', waitReasons: board.waitReasons });
    }
    await play.clock.pauseReal(boardSeconds, until);
  }
}

/** One look at the service's board. */
export async function readBoard({ api, stage }: Play): Promise<ServiceBoard | undefined> {
  const reply = await api.call('board', contract.board.answers[200], {
    token: stage.coordinator,
    params: { space: stage.space },
  });
  return reply.kind === 'answer' ? reply.body : undefined;
}

/** Works on the open cases until `until`; each round takes each of them one step further. */
export async function workOnCases(play: Play, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await advanceCases(play);
    await play.clock.pauseReal(casesSeconds, until);
  }
}

/** One step of every open case; how many were open. */
export async function advanceCases(play: Play): Promise<number> {
  const { api, history, stage } = play;
  const asking = { token: stage.coordinator, params: { space: stage.space } };
  const escalations = await api.call('listEscalations', contract.listEscalations.answers[200], asking);
  const reports = await api.call('listReports', contract.listReports.answers[200], asking);
  let open = 0;
  for (const { id, state } of escalations.kind === 'answer' ? escalations.body.items : []) {
    const [next] = nextSteps(state);
    if (next === undefined) continue;
    open += 1;
    const params = { space: stage.space, escalation: id };
    await api.call('editEscalation', anything, { ...asking, params, body: { state: next, note: 'Played by the demo.' } });
    history.note({ kind: 'case', state: next, cause: 'not safe now' });
  }
  for (const { id, state } of reports.kind === 'answer' ? reports.body.items : []) {
    if (state === 'closed') continue;
    open += 1;
    await api.call('editReport', anything, { ...asking, params: { space: stage.space, report: id }, body: { state: 'closed' } });
    history.note({ kind: 'case', state: 'closed', cause: 'report' });
  }
  return open;
}
