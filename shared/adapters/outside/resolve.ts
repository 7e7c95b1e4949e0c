import { Resolver } from 'node:dns/promises';
import { resolveMs, resolveTries } from '../limits.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name; none if it has none or its name servers do not answer. Ends soon after `signal` is aborted. Never rejects. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly Address[]>;

/**
 * Asks the name servers of the system, or the given ones. `dns.lookup` would hold one of the four threads of libuv for each name whose
 * servers do not answer, so that four such names delay every other attempt. It would also read the file of local names.
 */
export function resolveWith(nameServers?: readonly string[]): Resolve {
  return async (name, signal) => {
    const resolver = new Resolver({ timeout: resolveMs, tries: resolveTries });
    if (nameServers !== undefined) resolver.setServers(nameServers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) return [];
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    signal.removeEventListener('abort', cancel);
    // Lambda reaches no IPv6 address outside of a VPC, so the others are tried first.
    return [...addresses(four, 4), ...addresses(six, 6)];
  };
}

function addresses(found: PromiseSettledResult<readonly string[]>, family: 4 | 6): Address[] {
  return found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : [];
}
