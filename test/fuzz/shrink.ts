/** Makes a failing request as small as possible: fast-check shrinks its plan while the same rule is violated. */
import fc from 'fast-check';
import { shrinkSendsMax } from './limits.ts';
import { plansOf, seedOf } from './plan.ts';
import { requestOf, type Request } from './request.ts';
import { rightCalls } from './right-calls.ts';
import type { World } from '../world/a-world.ts';

/** The smallest request that still fails. Undefined: in this world not even the same request fails. */
export async function smallest(
  { n, mode, plan: { route } }: Request,
  seed: number,
  world: World,
  fails: (request: Request) => Promise<boolean>,
): Promise<Request | undefined> {
  let sends = 0;
  let found: Request | undefined;
  const right = rightCalls(world)[route];
  const passes = fc.asyncProperty(plansOf(route, mode), async (plan) => {
    sends += 1;
    if (sends > shrinkSendsMax) return true;
    const request = requestOf(plan, mode, { n, world, right });
    if (!(await fails(request))) return true;
    found = request;
    return false;
  });
  await fc.check(passes, { seed: seedOf(seed, n).seed, numRuns: 1 });
  return found;
}
