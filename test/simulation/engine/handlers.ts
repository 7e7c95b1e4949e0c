/** The deployed handlers, with the stand-ins for their runtime already in place. */
import { registerHooks } from 'node:module';
import type { SQSBatchResponse, SQSEvent, DynamoDBBatchResponse, DynamoDBStreamEvent, Context } from 'aws-lambda';
import { routes, type RouteId } from '../../../shared/routes.ts';
import type { HttpFunction } from '../../world/in-process-transport.ts';

export interface Handlers {
  readonly matcher: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  readonly courier: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  readonly reconciler: (event: unknown, context: Context) => Promise<void>;
  readonly http: (route: RouteId) => { readonly handle: HttpFunction; readonly kind: 'api' | 'longPoll' };
}

const hrefOf = (file: string): string => new URL(file, import.meta.url).href;

/** What stands in for what: the runtime of the functions, and records that are parsed once. */
const standIns = new Map([
  [hrefOf('../../../functions/runtime/ports.ts'), hrefOf('runtime.ts')],
  [hrefOf('../../../functions/http/identity.ts'), hrefOf('runtime.ts')],
  [hrefOf('../../../functions/runtime/pressure.ts'), hrefOf('runtime.ts')],
  [hrefOf('../../../shared/app/records/record.ts'), hrefOf('records.ts')],
]);

/** Makes every import of those from here on an import of their stand-ins; only a stand-in itself gets the real one. */
export function replaceRuntime(): void {
  Object.assign(process.env, { WAIT_SLOTS: '3', OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'app' });
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === 'node:timers/promises' && context.parentURL?.includes('/functions/') === true)
        return { url: hrefOf('runtime.ts'), shortCircuit: true };
      const found = next(specifier, context);
      const standIn = standIns.get(found.url);
      return standIn === undefined || context.parentURL === standIn ? found : { ...found, url: standIn };
    },
  });
}

/** Loads the handlers; only after the runtime was replaced. */
export async function loadHandlers(): Promise<Handlers> {
  const { simulatedRandom } = await import('./runtime.ts');
  Math.random = simulatedRandom;
  const [matcher, courier, reconciler, ...http] = await Promise.all([
    import('../../../functions/matcher/index.ts'),
    import('../../../functions/courier/index.ts'),
    import('../../../functions/reconciler/index.ts'),
    import('../../../functions/public/index.ts'),
    import('../../../functions/deferrable/index.ts'),
    import('../../../functions/seeker/index.ts'),
    import('../../../functions/volunteer/index.ts'),
    import('../../../functions/coordinator/index.ts'),
    import('../../../functions/operator/index.ts'),
    import('../../../functions/waiting/index.ts'),
  ]);
  const [publicly, deferrable, seeker, volunteer, coordinator, operator, waiting] = http.map(
    ({ handler }) => handler as unknown as HttpFunction,
  );
  const byName = { public: publicly, deferrable, seeker, volunteer, coordinator, operator, waiting };
  return {
    matcher: matcher.handler,
    courier: courier.handler,
    reconciler: reconciler.handler,
    http: (route) => {
      const name = routes[route].function;
      const handle = byName[name];
      if (handle === undefined) throw new Error(name);
      return { handle, kind: name === 'waiting' ? 'longPoll' : 'api' };
    },
  };
}
