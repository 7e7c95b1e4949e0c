/** Callers as the use cases know them: already authenticated. */
import type { PartnerCaller, PersonCaller } from '../../shared/app/access/callers.ts';
import { personDigest } from '../../shared/app/store/digests.ts';
import { partnerId, type SpaceId } from '../../shared/domain/ids.ts';
import type { Ports } from '../../shared/ports.ts';

/** The `sub` of the operator and of the coordinator who set up a space. */
export const operatorSub = 'operator';
export const coordinatorSub = 'coordinator';

/** A person who has signed in; an operator where it says so. */
export function signedIn(crypto: Ports['crypto'], sub: string, operator?: 'operator'): PersonCaller {
  return { kind: 'person', subject: personDigest(crypto, sub), operator: operator !== undefined };
}

/** A partner that may ask and read in one space. */
export function partnerOf(space: SpaceId): PartnerCaller {
  return { kind: 'partner', partner: partnerId.parse('ptn_simulated'), spaces: [space], rights: ['ask', 'read'], test: false };
}
