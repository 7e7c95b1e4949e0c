/** The small cases about an edit that leaves seekers without a volunteer. */
import { narrowingsPk } from '../../../shared/app/store/keys.ts';
import { narrowingRecord } from '../../../shared/app/store/live-records.ts';
import { ask } from '../../../shared/app/talk-requests/ask.ts';
import { endAllStranded } from '../../../shared/app/talk-requests/end-stranded.ts';
import { editVolunteer } from '../../../shared/app/volunteers/edit-volunteer.ts';
import { askBody } from '../../../shared/contract/talk-requests.ts';
import { volunteerEdit } from '../../../shared/contract/volunteers.ts';
import { strandedSlipSeconds } from '../../../shared/domain/stranding-limits.ts';
import { isWaiting } from '../../../shared/domain/talk.ts';
import { plusSeconds } from '../../../shared/domain/time.ts';
import { askingBody } from '../../world/bodies.ts';
import { signedIn } from '../../world/people.ts';
import { simulatedCrypto } from '../engine/crypto.ts';
import { accepting, acceptHolds, actor, sharedKeys } from './actors.ts';
import type { Case } from './explore.ts';
import { Fixture } from './fixture.ts';
import { watcher } from './watch.ts';

/**
 * The only volunteer is suspended while another seeker asks, and accepts an offer at the same time. In the end no request waits for nothing,
 * unless the reconciler will still find it.
 */
export async function strandsWhileAsked(): Promise<Case> {
  const fixture = await Fixture.asked();
  const body = askBody.parse({ ...askingBody, subject: 'another seeker' });
  const volunteer = fixture.idOf(1);
  const caller = signedIn(simulatedCrypto, 'coordinator');
  const edit = { caller, space: fixture.id, volunteer, ifMatch: ['*'], endStranded: true };
  const actors = [
    actor('suspend', 'api', 5, (ports, who) =>
      editVolunteer(ports, { ...edit, body: volunteerEdit.parse({ status: 'suspended' }) }, who.now()),
    ),
    actor('ask', 'api', 5, (ports, who) =>
      ask(ports, { caller: fixture.partner, space: fixture.id, key: 'another', body }, who.now()),
    ),
    actor('reconciler', 'reconciler', 20, (ports, who) => endAllStranded(ports, { mayGoOn: () => true, clock: () => who.now() })),
    actor('accept', 'api', 5, accepting(fixture, 1)),
  ];
  const watch = watcher(fixture.items, { accept: acceptHolds(fixture, 1) }, (ledger, items) => {
    if (ledger.profiles.get(volunteer)?.status !== 'suspended') return undefined;
    const edits = items.filter(({ key }) => key.pk === narrowingsPk).map((item) => narrowingRecord.read(item));
    const waits = [...ledger.talks.values()].find(
      (talk) => isWaiting(talk) && !edits.some(({ at }) => talk.createdAt <= plusSeconds(at, strandedSlipSeconds)),
    );
    return waits === undefined ? undefined : `${waits.id} waits for no volunteer, and the reconciler will not find it`;
  });
  return { items: fixture.items, actors, lags: false, contested: [...sharedKeys, 'SPACE#', narrowingsPk], watch };
}
