/** The service of the evening: one that runs already, or one that the demo starts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { readJsonFile } from '../local/json-file.ts';
import { startRunner } from '../local/runner.ts';
import type { Options } from './options.ts';

export interface Service {
  readonly url: string;
  readonly issuer: string;
  /** Stops the service and deletes its data, where the demo has started it. */
  end(): Promise<void>;
}

const localFile = z.object({ url: z.url(), issuer: z.url() });

/** Finds or starts the service. Rejects with a sentence when there is none. */
export async function openService(options: Options, progress: (step: string, detail: string) => void): Promise<Service> {
  const end = () => Promise.resolve();
  if (options.url !== undefined && options.issuer !== undefined) return { url: options.url, issuer: options.issuer, end };
  if (options.attach) {
    const found = localFile.safeParse(readJsonFile(path.resolve('.earshot/local.json')));
    if (!found.success)
      throw new Error('.earshot/local.json names no service: start one with `npm start`, or leave --attach out.');
    return { ...found.data, end };
  }
  return ownService(options.keep, progress);
}

async function ownService(keep: string | undefined, progress: (step: string, detail: string) => void): Promise<Service> {
  const stateDir = keep ?? (await mkdtemp(path.join(tmpdir(), 'earshot-demo-')));
  const forget = async (): Promise<void> => {
    if (keep === undefined) await rm(stateDir, { recursive: true, force: true });
  };
  try {
    const runner = await startRunner({ stateDir, fresh: true, progress });
    const end = async (): Promise<void> => {
      await runner.stop();
      await forget();
    };
    return { url: runner.url, issuer: runner.issuer, end };
  } catch (error) {
    await forget();
    throw error;
  }
}
