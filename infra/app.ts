import path from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../cdk.json' with { type: 'json' };
import { readContext } from './context.ts';
import { EarshotStack } from './earshot-stack.ts';

export interface EarshotAppOptions {
  /** Folder with one bundle per function; `dist/` where `bundle()` puts them. */
  readonly codeDir?: string;
  /** Folder for the cloud assembly; the CDK command gives its own, otherwise one in the system's temporary folder. */
  readonly outdir?: string;
  /** Context over that of `cdk.json`: see `context.ts`. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The CDK app, not yet synthesized: the same whether the CDK command, the local runner or a test asks for it. */
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
