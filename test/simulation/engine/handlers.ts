/** The deployed handlers that are woken, with the stand-in for their runtime already in place. */
import { registerHooks } from 'node:module';
import type { SQSBatchResponse, SQSEvent, DynamoDBBatchResponse, DynamoDBStreamEvent, Context } from 'aws-lambda';

export interface Handlers {
  readonly matcher: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  readonly courier: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  readonly reconciler: (event: unknown, context: Context) => Promise<void>;
}

const hrefOf = (file: string): string => new URL(file, import.meta.url).href;

/** What stands in for what: the runtime of the functions, and records that are parsed once. */
const standIns = new Map([
  [hrefOf('../../../functions/runtime/ports.ts'), hrefOf('runtime.ts')],
  [hrefOf('../../../shared/app/records/record.ts'), hrefOf('records.ts')],
]);

/** Makes every import of those from here on an import of their stand-ins; only a stand-in itself gets the real one. */
export function replaceRuntime(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      const standIn = standIns.get(found.url);
      return standIn === undefined || context.parentURL === standIn ? found : { ...found, url: standIn };
    },
  });
}

/** Loads the handlers; only after the runtime was replaced. */
export async function loadHandlers(): Promise<Handlers> {
  const [matcher, courier, reconciler] = await Promise.all([
    import('../../../functions/matcher/index.ts'),
    import('../../../functions/courier/index.ts'),
    import('../../../functions/reconciler/index.ts'),
  ]);
  return { matcher: matcher.handler, courier: courier.handler, reconciler: reconciler.handler };
}
