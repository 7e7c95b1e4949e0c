/** The running template that every suite calls over HTTP only: started once, stopped at the end. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { earshotClient, type Client } from '../../../client/client.ts';
import { fetchTransport } from '../../../client/fetch-transport.ts';
import { localToken } from '../../../client/local-token.ts';
import type { Transport } from '../../../client/transport.ts';
import { startRunner, type Runner } from '../../../local/runner.ts';
import { operatorScope } from '../../../shared/names.ts';
import { canary } from './canary.ts';

export interface Service {
  readonly url: string;
  readonly issuer: string;
  readonly stateDir: string;
  /** Every request of the client goes through this function. */
  readonly transport: Transport;
  /** Refuses answers that the contract does not describe, down to the last field. */
  readonly client: Client;
}

let runner: Runner | undefined;
let service: Service | undefined;

/** Bundles, synthesizes and starts the app in its own folder. Gives a function that stops the app and removes the folder. */
export async function startService(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-e2e-'));
  const started = await startRunner({ stateDir: folder, fresh: true });
  runner = started;
  const { url, issuer } = started;
  // Read at every request, because a test may replace it to record the calls.
  const transport: Transport = (request) => theService().transport(request);
  const client = earshotClient({ url, transport, isExact: true });
  service = { url, issuer, stateDir: folder, transport: fetchTransport(url), client };
  return async () => {
    await started.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

export function theService(): Service {
  if (service === undefined) throw new Error('the service is not started');
  return service;
}

/** A person with an account: the `sub`, and an access token. */
export interface Person {
  readonly sub: string;
  readonly token: string;
}

/** A person without any role yet. */
export async function aPerson(sub: string = canary('sub')): Promise<Person> {
  return { sub, token: await localToken(theService().issuer, sub) };
}

export async function anOperator(sub: string = canary('sub')): Promise<Person> {
  return { sub, token: await localToken(theService().issuer, sub, operatorScope) };
}

/** All that the functions have logged so far, by the name of the function. */
export async function logs(): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(theService().stateDir, 'logs');
  const names = Object.keys(await functionCounts());
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, `${name}.log`), 'utf8')] as const)),
  );
}

/** What was sent to a topic so far, one JSON object per line. */
export function notesOf(topic: string): Promise<string> {
  return readFile(path.join(theService().stateDir, 'logs', `${topic}.log`), 'utf8');
}

const counts = z.record(z.string(), z.object({ invocations: z.int(), failures: z.int(), throttles: z.int() }));

/** How often each function was invoked, failed, and was throttled, as the runner counts. */
export async function functionCounts(): Promise<z.infer<typeof counts>> {
  const answer = await fetch(`${runner?.control}/functions`);
  return counts.parse(await answer.json());
}
