import type { FunctionHost } from '../functions/host.ts';
import type { Outcome } from '../functions/sandbox.ts';

/** Invokes a function, and waits for its answer for this number of milliseconds, whatever its own time-out is. Never rejects. */
export async function outcomeWithin(host: Pick<FunctionHost, 'invoke'>, event: object, ms: number): Promise<Outcome | 'late'> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), ms);
  const outcome = await Promise.race([host.invoke(event), late]);
  clearTimeout(timer);
  return outcome;
}
