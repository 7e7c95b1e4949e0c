import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const root = path.join(import.meta.dirname, '..');
const cdkJson = z.object({ app: z.string(), build: z.string(), context: z.record(z.string(), z.unknown()).default({}) });

/**
 * The context of a service that runs whole on one machine: its webhooks may go to a receiver beside it. With it the template has an error, with
 * which the CDK command refuses to deploy it. Here that error must not end the synthesis.
 */
export const localContext = { webhookLoopback: true, '@aws-cdk/core:annotationsInValidationReport': false };

/** Bundles the functions with the build command of `cdk.json`. Throws the output of the command when it fails. */
export async function bundleFunctions(): Promise<void> {
  await run(readCdkJson().build, {});
}

/**
 * Synthesizes the CDK app of `cdk.json` into a folder. It needs no account, and leaves out CDK's validation of the template,
 * which takes seconds and runs in CI. Throws the output of the command when it fails.
 */
export async function synthesize(folder: string): Promise<void> {
  const { app, context } = readCdkJson();
  rmSync(folder, { recursive: true, force: true });
  const local = { ...context, ...localContext };
  await run(app, { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(local), CDK_VALIDATION: 'false' });
}

function readCdkJson(): z.infer<typeof cdkJson> {
  return cdkJson.parse(JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')));
}

/** Runs a command line of cdk.json in which `node` is the Node that runs this process. */
async function run(commandLine: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const node = path.dirname(process.execPath);
  const env = { ...process.env, ...variables, PATH: `${node}${path.delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(commandLine, { cwd: root, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`\`${commandLine}\` failed:\n${printed.trim()}`);
}
