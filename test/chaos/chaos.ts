/** One chaos run: all actors play at once. Then an auditor reads what became of every request, and the ledger is read. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { roomOf } from '../../shared/app/store/keys.ts';
import { audit, untilAllEnded } from './audit.ts';
import type { Evidence } from './evidence.ts';
import { History } from './history.ts';
import { readLedger } from './ledger.ts';
import { callsAtOnceMax, endsMsMax, wakePairsMs } from './limits.ts';
import { seek, volunteer, type Run } from './actors/actors.ts';
import type { Fixture } from './fixture.ts';
import type { Service } from './service.ts';

/** The queue of timers, as the template names it. */
const timerQueue = 'earshot-timers';

export interface ChaosRunOptions {
  readonly seed: number;
  readonly seekers: number;
  /** How many of the seekers no available volunteer can serve. */
  readonly hopeless: number;
  readonly arrivalMs: number;
  readonly patienceMs: number;
  /** Runs while the actors play. It resolves with the service that is used afterwards. */
  readonly meanwhile?: () => Promise<Service>;
}

/** Plays the run to its end and returns the evidence. Faults are off while the auditor reads. */
export async function chaosRun(service: Service, fixture: Fixture, options: ChaosRunOptions): Promise<Evidence> {
  const { seed, seekers, hopeless, arrivalMs, patienceMs, meanwhile = async () => service } = options;
  const history = new History(service.url, callsAtOnceMax);
  const ending = new AbortController();
  const run: Run = { fixture, history, seed, seekers, arrivalMs, patienceMs, over: ending.signal };
  const volunteers = fixture.volunteers.filter(({ name }) => name !== 'never-on').map((one) => volunteer(run, one));
  const wakes = sendPairsOfWakes(service, fixture, ending.signal);
  const people = Array.from({ length: seekers }, (_, at) => seek(run, { name: `seeker-${at + 1}`, hopeless: at < hopeless }));
  const [after] = await Promise.all([meanwhile(), ...people]);
  await untilAllEnded(history, fixture, endsMsMax);
  ending.abort();
  await Promise.all([...volunteers, wakes]);
  await after.setFaults(false);
  await audit(history, fixture);
  const ledger = await readLedger(after.engines.dynamoDb, fixture.space);
  return { history: history.operations, ledger, settings: fixture.settings, volunteers: fixture.volunteers };
}

/**
 * Makes two matchers run on one room. The wake queue gives a room to one matcher at a time. So this sends pairs of wakes to the
 * queue of timers, which has no groups. It sends them straight to the engine, past the faults.
 */
async function sendPairsOfWakes({ engines }: Service, { space }: Fixture, over: AbortSignal): Promise<void> {
  const client = new SQSClient({
    endpoint: engines.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const message = { QueueUrl: `${engines.sqs}/000000000000/${timerQueue}`, MessageBody: JSON.stringify({ room: roomOf(space) }) };
  while (!over.aborted) {
    await inParallel([1, 2], 2, () => client.send(new SendMessageCommand(message)).catch(() => undefined));
    await sleep(wakePairsMs, undefined, { signal: over }).catch(() => undefined);
  }
  client.destroy();
}
