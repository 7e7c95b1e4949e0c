import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { functionConcurrencyDefault, functionMemoryMbDefault, functionTimeoutSecondsDefault } from '../limits.ts';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

const lambda = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.coerce.number().positive().default(functionTimeoutSecondsDefault),
  MemorySize: z.coerce.number().positive().default(functionMemoryMbDefault),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
  ReservedConcurrentExecutions: z.coerce.number().int().nonnegative().default(functionConcurrencyDefault),
});

/** A Lambda function: its bundle and how it may run. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  /** URL of the bundle, and the name of the handler it exports. */
  readonly module: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Concurrent executions. */
  readonly concurrency: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads a function of the template, with the same bundle that would be deployed. */
export function functionSpec(chosen: Chosen, assembly: Assembly): FunctionSpec {
  const { name, arn } = chosen;
  const parsed = parseProperties(lambda, chosen);
  const [file = '', exportName = ''] = parsed.Handler.split('.');
  const folder = assembly.codeFolder(parsed.Code.S3Key);
  const bundle = ['mjs', 'js', 'cjs']
    .map((ending) => path.join(folder, `${file}.${ending}`))
    .find((candidate) => existsSync(candidate));
  if (bundle === undefined) throw new Error(`The code of ${name} contains no ${file}.mjs, .js or .cjs`);
  return {
    name,
    arn,
    module: pathToFileURL(bundle).href,
    exportName,
    timeoutMs: parsed.Timeout * 1000,
    memoryMb: parsed.MemorySize,
    concurrency: parsed.ReservedConcurrentExecutions,
    environment: parsed.Environment?.Variables ?? {},
  };
}
