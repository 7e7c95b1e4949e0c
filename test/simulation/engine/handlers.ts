/** The deployed handlers that are woken, with the stand-in for their runtime already in place. */
import { registerHooks } from 'node:module';
import type { SQSBatchResponse, SQSEvent, DynamoDBBatchResponse, DynamoDBStreamEvent, Context } from 'aws-lambda';

export interface Handlers {
  readonly matcher: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  readonly courier: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  readonly reconciler: (event: unknown, context: Context) => Promise<void>;
}

const real = new URL('../../../functions/runtime/ports.ts', import.meta.url).href;
const standIn = new URL('runtime.ts', import.meta.url).href;

/** Makes every import of functions/runtime/ports.ts from here on an import of the stand-in. Under vitest, `vi.mock` does it. */
export function replaceRuntime(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      return found.url === real ? { ...found, url: standIn } : found;
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
