/** A running toy app for the tests of the local runner. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as z from 'zod';
import { startRunner, type Runner, type RunnerOptions } from '../../local/runner.ts';

const line = z.object({ saw: z.unknown() });

export class Toy {
  private readonly folder: string;
  private states = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Synthesizes the toy app into a new folder. */
  static async make(): Promise<Toy> {
    const toy = new Toy(await mkdtemp(path.join(tmpdir(), 'earshot-toy-')));
    const env = { ...process.env, CDK_OUTDIR: toy.cdkOut, CDK_VALIDATION: 'false' };
    await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'fixtures', 'toy-app.ts')], { env });
    return toy;
  }

  get cdkOut(): string {
    return path.join(this.folder, 'cdk.out');
  }

  /** The state directory. It stays when the runner ends. */
  get stateDir(): string {
    return path.join(this.folder, `state-${this.states}`);
  }

  /** Forgets the state directory: the next runner gets another one. */
  renew(): void {
    this.states += 1;
  }

  start(options: RunnerOptions = {}): Promise<Runner> {
    return startRunner({ stateDir: this.stateDir, cdkOut: this.cdkOut, ...options });
  }

  /** The log entries of a function, in order. */
  async seen(functionName: string): Promise<unknown[]> {
    const text = await readFile(path.join(this.stateDir, 'logs', `toy-${functionName}.log`), 'utf8').catch(() => '');
    return text.split('\n').flatMap((row) => (row.startsWith('{"saw"') ? [line.parse(JSON.parse(row)).saw] : []));
  }

  /**
   * Waits until the entries of the function are as expected, and returns them. Fails and shows the last ones when they never are.
   */
  async sees(functionName: string, isWished: (seen: readonly unknown[]) => boolean): Promise<unknown[]> {
    return await until(() => this.seen(functionName), isWished);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Asks again until the answer is as expected, for at most 20 s. */
export async function until<T>(ask: () => Promise<T>, isWished: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`The answer was never as expected. The last answer was ${JSON.stringify(answer)}`);
    await sleep(20);
  }
}

const anyObject = z.record(z.string(), z.unknown());

/** Lets a function of the toy app send a request to an engine. */
export async function askEngine(
  { url }: Pick<Runner, 'url'>,
  service: 'dynamodb' | 'sqs' | 'secrets',
  action: string,
  body: object,
) {
  const answer = await fetch(`${url}/aws/${service}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: anyObject.parse(await answer.json()) };
}

/** Puts an item into the table of the toy app. */
export async function put(runner: Pick<Runner, 'url'>, pk: string, kind: string) {
  return await askEngine(runner, 'dynamodb', 'PutItem', { TableName: '${TABLE}', Item: { pk: { S: pk }, kind: { S: kind } } });
}

/** Sends a message to a queue of the toy app, named as in the handlers' environment. */
export async function send(runner: Runner, queue: 'WORK' | 'ORDERED' | 'DEAD', body: string, group?: string) {
  const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: crypto.randomUUID() };
  return await askEngine(runner, 'sqs', 'SendMessage', { QueueUrl: `\${${queue}}`, MessageBody: body, ...fifo });
}

const received = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });

/** Receives from a queue that no function reads. */
export async function receive(runner: Runner, queue: 'DEAD' | 'LOST_RECORDS'): Promise<string[]> {
  const { body } = await askEngine(runner, 'sqs', 'ReceiveMessage', { QueueUrl: `\${${queue}}`, MaxNumberOfMessages: 10 });
  return received.parse(body).Messages.map((message) => message.Body);
}
