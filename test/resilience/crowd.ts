/** Seekers and volunteers who use the service while it is disrupted, and the evidence that is read afterwards. */
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
import type { ScenarioContext } from './scenario-context.ts';

/** The names of the volunteers of the crowd begin with this. */
export const crowdVolunteer = 'volunteer-';

export interface CrowdOptions {
  readonly seed: number;
  readonly seekers: number;
  readonly arrivalMs: number;
  readonly patienceMs: number;
  /** The most open reads and asks at once. The others wait for their turn. */
  readonly atOnce?: number;
  /** Runs while the actors play. It resolves with the service that is used afterwards. */
  readonly meanwhile: (context: ScenarioContext) => Promise<Service>;
}

/** Plays until all seekers are done and `meanwhile` is over, cancels the open requests, and returns the evidence. */
export async function crowd(service: Service, fixture: Fixture, options: CrowdOptions): Promise<Evidence> {
  const { seed, seekers, arrivalMs, patienceMs, atOnce = callsAtOnceMax, meanwhile } = options;
  const history = new History(service.url, atOnce);
  const context = { fixture, history };
  const ending = new AbortController();
  const run: Run = { fixture, history, seed, seekers, arrivalMs, patienceMs, over: ending.signal };
  const volunteers = fixture.volunteers.filter(({ name }) => name.startsWith(crowdVolunteer)).map((one) => volunteer(run, one));
  const people = Array.from({ length: seekers }, (_, at) => seek(run, { name: `seeker-${at + 1}` }));
  const [after] = await Promise.all([meanwhile(context), ...people]);
  await closeAll(context);
  await untilAllEnded(history, fixture, endsMsMax);
  ending.abort();
  await Promise.all(volunteers);
  await audit(history, fixture);
  await readReports(context);
  const ledger = await readLedger(after.engines.dynamoDb, fixture.space);
  return { history: history.operations, ledger, settings: fixture.settings, volunteers: fixture.volunteers };
}

/** Cancels the open requests of seekers who left without a cancel, so that the test need not wait until they expire. */
async function closeAll(context: ScenarioContext): Promise<void> {
  await inParallel([...acknowledged(context.history.operations)], auditParallel, async ([request, token]) => {
    const own = { who: 'closer', params: { space: context.fixture.space, request }, token };
    const status = requestIn(await untilKnown(context, { ...own, route: 'showRequest' }))?.status;
    if (status === 'waiting' || status === 'offered') await untilKnown(context, { ...own, route: 'cancelRequest' });
  });
}

/** Reads all reports, as the coordinator of the space. */
async function readReports({ fixture, history }: ScenarioContext): Promise<void> {
  const { space, coordinatorToken: token } = fixture;
  const coordinator = persistentClient(history, 'coordinator');
  const reports = coordinator.pages('listReports', { token, params: { space }, query: { limit: pageItemsMax } });
  // The history records the answers, and the checks read them there.
  for await (const _ of reports);
}
