/**
 * Invitations. The code is derived from the volunteer it invites, so a replay can show it again, and nothing stored reveals it.
 */
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { invitationSeconds } from '../../domain/limits.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Crypto } from '../../ports.ts';
import type { Invitation } from '../store/home-records.ts';

/** Characters of a code after its prefix: 132 bits, too many to guess. */
const codeChars = 22;

/** The code that invites this volunteer. */
export function invitationCode(crypto: Crypto, volunteer: VolunteerId): string {
  return `inv_${crypto.mac('invitation', volunteer).slice(0, codeChars)}`;
}

/** The only form in which a code is stored. */
export function invitationDigest(crypto: Crypto, code: string): string {
  return crypto.mac('invitation-code', code);
}

/** The record of a new invitation: stored by the digest of its code, for two weeks. */
export function newInvitation(
  crypto: Crypto,
  who: { readonly space: SpaceId; readonly volunteer: VolunteerId },
  now: EpochMs,
): Invitation {
  const digest = invitationDigest(crypto, invitationCode(crypto, who.volunteer));
  return { rev: '', digest, ...who, expiresAt: plusSeconds(now, invitationSeconds) };
}
