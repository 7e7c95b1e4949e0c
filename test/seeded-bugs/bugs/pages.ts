/** A list of several pages is read to its first page only. */
import { byTest, type Draft } from '../bug.ts';

/** In the function `within`, the loop over the pages ends after the first one. */
const firstPageOnly = (id: string, what: string, within: string, mark: string): Draft => ({
  id,
  what,
  edits: [
    {
      anchor: 'for await (const $page of pages($$$query)) { $$$body; }',
      within,
      replacement: 'for await (const $page of pages($$$query)) { $$$body; break; }',
    },
  ],
  caughtBy: byTest(mark),
});

export const pages: readonly Draft[] = [
  firstPageOnly(
    'leavers-first-page',
    'only the first page of those who have left is forgotten',
    'forgetLeavers',
    'bug-pages-leavers',
  ),
  firstPageOnly('alerts-first-page', 'only the first page of alerts is told', 'tellOfCases', 'bug-pages-alerts'),
  firstPageOnly('raised-first-page', 'only the first page of cases gets the alerts that it lacks', 'renewOf', 'bug-pages-alerts'),
  firstPageOnly(
    'coordinators-first-page',
    'a report counts as hidden from all if the first page of coordinators may not see it',
    'hiddenFromCoordinators',
    'bug-pages-coordinators',
  ),
  firstPageOnly(
    'hidden-first-page',
    'operators are told of the first page of hidden reports only',
    'tellOfHidden',
    'bug-pages-hidden',
  ),
  firstPageOnly(
    'able-first-page',
    'only the first page of volunteers counts for what a space can serve',
    'mayServe',
    'bug-pages-able',
  ),
  firstPageOnly('called-out-first-page', 'only the first page of volunteers is called out', 'lookThrough', 'bug-pages-able'),
  firstPageOnly('room-first-page', 'the matcher reads the first page of a room only', 'readPrefix', 'bug-pages-room'),
  {
    id: 'erasure-wakes-no-matcher',
    what: 'an erased request wakes no matcher for the volunteer whom it frees',
    edits: [{ anchor: 'if ($over.value || !isTerminal($erased.value.state)) await wake($ports, $space.id);', replacement: '' }],
    caughtBy: byTest('bug-erase-wakes'),
  },
  {
    id: 'rematch-wakes-no-matcher',
    what: 'a rematch wakes no matcher for the request that waits again',
    edits: [{ anchor: 'await wake($ports, $command.space);', within: 'rematchConversation', replacement: '' }],
    caughtBy: byTest('bug-rematch-wakes'),
  },
  {
    id: 'leaving-wakes-no-matcher',
    what: 'a volunteer who leaves wakes no matcher for the requests whose offers end',
    edits: [{ anchor: 'if ($gone.value.wakes) await wake($ports, $id);', replacement: '' }],
    caughtBy: byTest('bug-leaving-wakes'),
  },
];
