/** One storm: everybody plays at once, then an auditor asks what became of everything, and the ledger is read. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { roomOf } from '../../shared/app/store/keys.ts';
import { audit, untilAllEnded } from './audit.ts';
import type { Evidence } from './evidence.ts';
import { History } from './history.ts';
import { readLedger } from './ledger.ts';
import { callsAtOnceMax, endsMsMax, twinWakesMs } from './limits.ts';
import { seek, volunteer, type Run } from './actors/actors.ts';
import type { Fixture } from './fixture.ts';
import type { Service } from './service.ts';

/** The queue of timers, as the template names it. */
const timerQueue = 'earshot-timers';

export interface StormOptions {
  readonly seed: number;
  readonly seekers: number;
  /** Among them, those whom nobody ever on could serve. */
  readonly hopeless: number;
  readonly arrivalMs: number;
  readonly patienceMs: number;
  /** Happens in the middle; what it returns is the service from then on. */
  readonly meanwhile?: () => Promise<Service>;
}

/** Plays the storm out and brings the evidence. Faults are off while the auditor asks. */
export async function storm(service: Service, fixture: Fixture, options: StormOptions): Promise<Evidence> {
  const { seed, seekers, hopeless, arrivalMs, patienceMs, meanwhile = async () => service } = options;
  const history = new History(service.url, callsAtOnceMax);
  const ending = new AbortController();
  const run: Run = { fixture, history, seed, seekers, arrivalMs, patienceMs, over: ending.signal };
  const volunteers = fixture.volunteers.filter(({ name }) => name !== 'never-on').map((one) => volunteer(run, one));
  const wakes = twinWakes(service, fixture, ending.signal);
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
 * Two matchers on one room: the wake queue gives each room to one at a time, so wakes are planted by twos among the
 * timers, which have no groups. Past the faults, straight to the engine.
 */
async function twinWakes({ engines }: Service, { space }: Fixture, over: AbortSignal): Promise<void> {
  const client = new SQSClient({
    endpoint: engines.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const message = { QueueUrl: `${engines.sqs}/000000000000/${timerQueue}`, MessageBody: JSON.stringify({ room: roomOf(space) }) };
  while (!over.aborted) {
    await inParallel([1, 2], 2, () => client.send(new SendMessageCommand(message)).catch(() => undefined));
    await sleep(twinWakesMs, undefined, { signal: over }).catch(() => undefined);
  }
  client.destroy();
}
