import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readJsonFile } from '../../local/json-file.ts';
import { lockStateDir } from '../../local/lock.ts';
import { askEngine, put, send, Toy, until } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await Toy.make();
}, 30_000);
afterEach(() => {
  // After a test that failed half way, its engines may have no process left that ends them.
  for (const pid of enginePids().filter(isAlive)) process.kill(pid, 'SIGKILL');
  toy.renew();
});
afterAll(() => toy.remove());

const anItem = z.object({ Item: z.object({ kind: z.object({ S: z.string() }) }).optional() });
const getThing = { TableName: '${TABLE}', Key: { pk: { S: 'kept' } } };

describe('a restart', () => {
  it('a restart keeps data, secret, keys and addresses, and streams continue; --fresh deletes the data', async () => {
    const first = await toy.start();
    await put(first, 'kept', 'loud');
    await toy.sees('stream', (seen) => seen.length === 1);
    const secret = await askEngine(first, 'secrets', 'GetSecretValue', { SecretId: '${SECRET_ARN}' });
    const keys = await (await fetch(`${first.issuer}/.well-known/jwks.json`)).json();
    await first.stop();

    const second = await toy.start();
    expect([second.url, second.issuer, second.control]).toEqual([first.url, first.issuer, first.control]);
    expect((await askEngine(second, 'dynamodb', 'GetItem', getThing)).body).toMatchObject({ Item: { kind: { S: 'loud' } } });
    expect(await askEngine(second, 'secrets', 'GetSecretValue', { SecretId: '${SECRET_ARN}' })).toEqual(secret);
    expect(await (await fetch(`${second.issuer}/.well-known/jwks.json`)).json()).toEqual(keys);
    await put(second, 'later', 'loud');
    expect(await toy.sees('stream', (seen) => seen.length >= 2)).toEqual(['kept', 'later']);
    await second.stop();

    const third = await toy.start({ fresh: true });
    const found = await askEngine(third, 'dynamodb', 'GetItem', getThing);
    expect([found.status, anItem.parse(found.body).Item]).toEqual([200, undefined]);
    await third.stop();
  }, 30_000);

  it('a second runner on the same state directory is refused', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'earshot-lock-'));
    const lock = lockStateDir(folder);
    expect(() => lockStateDir(folder)).toThrow(`is in use by process ${process.pid}`);
    lock.release();
    lockStateDir(folder).release();
    rmSync(folder, { recursive: true });
  });
});

describe('a kill -9', () => {
  it('after a kill -9 of the engines they are started again at the same addresses with their data', async () => {
    const runner = await toy.start();
    await put(runner, 'kept', 'quiet');
    for (const pid of enginePids()) process.kill(pid, 'SIGKILL');
    await until(
      async () => anItem.safeParse((await askEngine(runner, 'dynamodb', 'GetItem', getThing)).body).data?.Item?.kind.S,
      (kind) => kind === 'quiet',
    );
    await until(
      async () => (await send(runner, 'WORK', 'after')).status,
      (status) => status === 200,
    );
    await toy.sees('work', (seen) => seen.length > 0);
    await runner.stop();
  }, 30_000);

  it('after a kill -9 or Ctrl-C of the runner no process remains, and the next run finds all data', async () => {
    const first = await startAsProcess();
    await put(first, 'kept', 'loud');
    await toy.sees('stream', (seen) => seen.length === 1);
    const engines = enginePids();
    expect(engines.every(isAlive)).toBe(true);
    first.child.kill('SIGKILL');
    await until(
      async () => engines.filter(isAlive),
      (alive) => alive.length === 0,
    );

    const second = await startAsProcess();
    expect((await askEngine(second, 'dynamodb', 'GetItem', getThing)).body).toMatchObject({ Item: { kind: { S: 'loud' } } });
    // Now the watchdogs are killed too, so they cannot end their engines.
    const [watchers, orphans] = [enginePids().filter(isNode), enginePids().filter((pid) => !isNode(pid))];
    for (const pid of watchers) process.kill(pid, 'SIGSTOP');
    second.child.kill('SIGKILL');
    for (const pid of watchers) process.kill(pid, 'SIGKILL');
    expect(orphans.map(isAlive)).toEqual([true]);

    const plan = path.join(toy.stateDir, 'plan.json');
    writeFileSync(plan, '{ "seed": 3, "dynamoDb": { "throttle": { "rate": 1, "operations": ["PutItem"] } } }');
    const third = await startAsProcess('--faults', plan);
    expect(orphans.map(isAlive)).toEqual([false]);
    expect((await askEngine(third, 'dynamodb', 'GetItem', getThing)).body).toHaveProperty('Item');
    expect((await put(third, 'refused', 'quiet')).status).toBe(400);
    const waiting = fetch(`${third.url}/hold?ms=20000`).catch(() => undefined);
    const last = enginePids();
    third.child.kill('SIGINT');
    expect(await once(third.child, 'exit')).toEqual([0, null]);
    expect(last.filter(isAlive)).toEqual([]);
    expect(third.printed()).toMatch(/seed 3[\s\S]*throttle 1 /);
    await waiting;
  }, 60_000);
});

function enginePids(): number[] {
  const noted = readJsonFile(path.join(toy.stateDir, 'engines.json')) ?? [];
  return z.array(z.number()).parse(noted);
}

function isNode(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(process.execPath);
}

function isAlive(pid: number): boolean {
  try {
    // A killed process whose parent has not yet collected it is dead.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const where = z.object({ url: z.string(), websocketUrl: z.url(), issuer: z.string(), control: z.string() });

/** `npm start` for the toy app, in its own process, which can be killed. */
async function startAsProcess(...more: readonly string[]) {
  const options = ['--app', toy.cdkOut, '--state', toy.stateDir, ...more];
  const child = spawn(process.execPath, ['local/node-guard.mjs', 'local/start.ts', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString()));
  await until(
    async () => text,
    (all) => all.endsWith('ready\n'),
  );
  const { url } = where.parse(JSON.parse(readFileSync(path.join(toy.stateDir, 'local.json'), 'utf8')));
  return { url, child, printed: () => text };
}
