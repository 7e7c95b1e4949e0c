import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { earshotApp } from '../../infra/app.ts';
import { bundleSources } from '../../infra/bundle-names.ts';

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      DeletionPolicy: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** A resource of the template: its logical id, and the properties that the test reads. */
export interface Resource<P> {
  readonly id: string;
  readonly deletionPolicy: string | undefined;
  readonly properties: P;
}

export interface Synthesized {
  /** Every resource of a CloudFormation type, with its properties parsed by `schema`. */
  all<S extends z.ZodType>(type: string, schema: S): Resource<z.infer<S>>[];
}

export interface SynthesizeOptions {
  readonly context?: Readonly<Record<string, unknown>>;
  /** CDK's own template rules. They are thorough and slow, so only the tests of these rules use them. */
  readonly rules?: boolean;
  /** Adds what the test needs to the app, before it is synthesized. */
  readonly prepare?: (app: App) => void;
}

/** The app's template, synthesized with a stub for every bundle. Throws the findings of the rules. */
export function synthesize({ context = {}, rules = false, prepare = () => undefined }: SynthesizeOptions = {}): Synthesized {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-infra-'));
  const before = process.env['CDK_VALIDATION'];
  try {
    process.env['CDK_VALIDATION'] = String(rules);
    const app = earshotApp({ codeDir: stubs(path.join(folder, 'dist')), outdir: path.join(folder, 'out'), context });
    prepare(app);
    const { Resources } = templateSchema.parse(app.synth().stacks[0]?.template);
    return {
      all: (type, schema) =>
        Object.entries(Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([id, resource]) => ({
            id,
            deletionPolicy: resource.DeletionPolicy,
            properties: schema.parse(resource.Properties),
          })),
    };
  } finally {
    if (before === undefined) delete process.env['CDK_VALIDATION'];
    else process.env['CDK_VALIDATION'] = before;
    rmSync(folder, { recursive: true });
  }
}

let asByDefault: Synthesized | undefined;

/** The template with default options, synthesized once for the tests that share a thread. */
export function defaultTemplate(): Synthesized {
  asByDefault ??= synthesize();
  return asByDefault;
}

/** A stub for every bundle. Each is different, so that no two assets are the same. */
function stubs(dist: string): string {
  for (const name of Object.keys(bundleSources)) {
    mkdirSync(path.join(dist, name), { recursive: true });
    writeFileSync(path.join(dist, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
  }
  return dist;
}

/** The id to which `{ "Ref": id }` or `{ "Fn::GetAtt": [id, attribute] }` points. */
export const pointer = z
  .union([z.object({ Ref: z.string() }), z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })])
  .transform((value) => ('Ref' in value ? value.Ref : value['Fn::GetAtt'][0]));

const api = z.object({ ProtocolType: z.enum(['HTTP', 'WEBSOCKET']) });
const apiPart = z.looseObject({ ApiId: pointer });

/** The routes, stages and integrations of the one API that has this protocol: its resources of a type. */
export function partsOfApi(template: Synthesized, protocol: z.infer<typeof api>['ProtocolType']): Synthesized {
  const found = template.all('AWS::ApiGatewayV2::Api', api).find(({ properties }) => properties.ProtocolType === protocol);
  return {
    all: (type, schema) =>
      template
        .all(type, apiPart)
        .filter(({ properties }) => properties.ApiId === found?.id)
        .map(({ properties, ...resource }) => ({ ...resource, properties: schema.parse(properties) })),
  };
}
