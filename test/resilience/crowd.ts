/** People of the storm in the middle of whatever is done to the service; and what is left to be seen of it afterwards. */
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { pageItemsMax } from '../../shared/domain/limits.ts';
import { acknowledged, audit, untilAllEnded } from '../chaos/audit.ts';
import type { Evidence } from '../chaos/evidence.ts';
import { History } from '../chaos/history.ts';
import { readLedger } from '../chaos/ledger.ts';
import { auditParallel, callsAtOnceMax, endsMsMax } from '../chaos/limits.ts';
import { seek, volunteer, type Run } from '../chaos/actors/actors.ts';
import { requestIn } from '../world/history/reads.ts';
import type { Fixture } from '../chaos/fixture.ts';
import type { Service } from '../chaos/service.ts';
import { persistentClient, untilKnown } from '../chaos/until-known.ts';
import type { Place } from './place.ts';

/** Names of those who play the part of a storm's volunteer begin so. */
export const player = 'volunteer-';

export interface CrowdOptions {
  readonly seed: number;
  readonly seekers: number;
  readonly arrivalMs: number;
  readonly patienceMs: number;
  /** Looks and asks under way at once; the others wait their turn. */
  readonly atOnce?: number;
  /** Happens in the middle; what it returns is the service from then on. */
  readonly meanwhile: (place: Place) => Promise<Service>;
}

/** Plays until all seekers are done and the middle is over, closes what is still open, and brings the evidence. */
export async function crowd(service: Service, fixture: Fixture, options: CrowdOptions): Promise<Evidence> {
  const { seed, seekers, arrivalMs, patienceMs, atOnce = callsAtOnceMax, meanwhile } = options;
  const history = new History(service.url, atOnce);
  const place = { fixture, history };
  const ending = new AbortController();
  const run: Run = { fixture, history, seed, seekers, arrivalMs, patienceMs, over: ending.signal };
  const volunteers = fixture.volunteers.filter(({ name }) => name.startsWith(player)).map((one) => volunteer(run, one));
  const people = Array.from({ length: seekers }, (_, at) => seek(run, { name: `seeker-${at + 1}` }));
  const [after] = await Promise.all([meanwhile(place), ...people]);
  await closeAll(place);
  await untilAllEnded(history, fixture, endsMsMax);
  ending.abort();
  await Promise.all(volunteers);
  await audit(history, fixture);
  await readReports(place);
  const ledger = await readLedger(after.engines.dynamoDb, fixture.space);
  return { history: history.operations, ledger, settings: fixture.settings, volunteers: fixture.volunteers };
}

/** Whoever is still waiting, of those who left without a word, leaves with one: nobody waits a minute for them to expire. */
async function closeAll(place: Place): Promise<void> {
  await inParallel([...acknowledged(place.history.operations)], auditParallel, async ([request, token]) => {
    const own = { who: 'last to go', params: { space: place.fixture.space, request }, token };
    const status = requestIn(await untilKnown(place, { ...own, route: 'showRequest' }))?.status;
    if (status === 'waiting' || status === 'offered') await untilKnown(place, { ...own, route: 'cancelRequest' });
  });
}

/** Everything that was reported, as the space's coordinator sees it. */
async function readReports({ fixture, history }: Place): Promise<void> {
  const { space, coordinatorToken: token } = fixture;
  const coordinator = persistentClient(history, 'coordinator');
  const reports = coordinator.pages('listReports', { token, params: { space }, query: { limit: pageItemsMax } });
  // What is read is recorded: the checks look there.
  for await (const _ of reports);
}
