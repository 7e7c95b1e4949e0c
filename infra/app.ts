import path from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../cdk.json' with { type: 'json' };
import { readContext } from './context.ts';
import { EarshotStack } from './earshot-stack.ts';

export interface EarshotAppOptions {
  /** The folder with one bundle per function. Absent: `dist/`, where `bundle()` puts them. */
  readonly codeDir?: string;
  /** The folder for the cloud assembly. The CDK command sets its own; otherwise one in the system's temporary folder. */
  readonly outdir?: string;
  /** Context that overrides that of `cdk.json`: see `context.ts`. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The CDK app, not yet synthesized. It is the same for the CDK command, the local runner and the tests. */
export function earshotApp(options: EarshotAppOptions = {}): App {
  const { codeDir = path.join(import.meta.dirname, '..', 'dist'), outdir, context = {} } = options;
  const app = new App({
    ...(outdir === undefined ? {} : { outdir }),
    context: { ...cdkJson.context, ...context },
    analyticsReporting: false,
  });
  new EarshotStack(app, 'Earshot', { context: readContext(app), codeDir });
  return app;
}

if (import.meta.main) earshotApp().synth();
