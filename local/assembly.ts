import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { localRegion } from './limits.ts';

/** One entry of a template's `Resources`. */
const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
export type Resource = z.infer<typeof resource>;

const template = z.object({
  Resources: z.record(z.string(), resource),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});
export type Template = z.infer<typeof template>;

const stackArtifact = z.object({
  type: z.literal('aws:cloudformation:stack'),
  environment: z.string(),
  properties: z.object({ templateFile: z.string(), stackName: z.string().optional() }),
});
const manifest = z.object({ artifacts: z.record(z.string(), z.unknown()) });

const assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A synthesized app: its one stack, and where the code of its functions is. */
export interface Assembly {
  readonly stackName: string;
  readonly region: string;
  readonly template: Template;
  /** Folder of the asset that the template names by this S3 key. Throws when there is none. */
  codeFolder(s3Key: string): string;
}

/**
 * Reads a cloud assembly (`cdk.out`). Throws with a message for people when the folder is not one or does not hold exactly one
 * stack.
 */
export function readAssembly(folder: string): Assembly {
  const artifacts = Object.entries(manifest.parse(readJson(path.join(folder, 'manifest.json'))).artifacts);
  const stacks = artifacts.flatMap(([id, artifact]) => {
    const parsed = stackArtifact.safeParse(artifact);
    return parsed.success ? [{ id, ...parsed.data }] : [];
  });
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1)
    throw new Error(`${folder} holds ${stacks.length} stacks; the runner takes exactly one`);
  const region = stack.environment.split('/').at(-1) ?? '';
  return {
    stackName: stack.properties.stackName ?? stack.id,
    region: /^[a-z]{2}-[a-z-]+-\d$/.test(region) ? region : localRegion,
    template: template.parse(readJson(path.join(folder, stack.properties.templateFile))),
    codeFolder: codeFolders(folder, stack.id),
  };
}

function codeFolders(folder: string, stackId: string): (s3Key: string) => string {
  const files = Object.values(assets.parse(readJson(path.join(folder, `${stackId}.assets.json`))).files);
  const byKey = new Map<string, string>();
  for (const { source, destinations } of files) {
    for (const { objectKey } of Object.values(destinations)) if (source.path !== undefined) byKey.set(objectKey, source.path);
  }
  return (s3Key) => {
    const found = byKey.get(s3Key);
    if (found === undefined) throw new Error(`The template names code ${s3Key}, which is not among the assets in ${folder}`);
    return path.resolve(folder, found);
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
