/**
 * Invitations. The code is derived from the volunteer it invites, so a replay can show it again, and nothing stored reveals it.
 */
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { invitationSeconds } from '../../domain/limits.ts';
import { plusSeconds } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Vault } from '../../ports.ts';
import type { Invitation } from '../store/home-records.ts';

/** Characters of a code after its prefix: 132 bits, too many to guess. */
const codeChars = 22;

/** The code that invites this volunteer. */
export function invitationCode(vault: Vault, volunteer: VolunteerId): string {
  return `inv_${vault.mac('invitation', volunteer).slice(0, codeChars)}`;
}

/** The only form in which a code is stored. */
export function invitationDigest(vault: Vault, code: string): string {
  return vault.mac('invitation-code', code);
}

/** The record of a new invitation: stored by the digest of its code, for two weeks. */
export function newInvitation(
  vault: Vault,
  who: { readonly space: SpaceId; readonly volunteer: VolunteerId },
  now: EpochMs,
): Invitation {
  const digest = invitationDigest(vault, invitationCode(vault, who.volunteer));
  return { rev: '', digest, ...who, expiresAt: plusSeconds(now, invitationSeconds) };
}
