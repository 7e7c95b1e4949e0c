/**
 * Invitations. The code is derived from the volunteer it invites, so a replay can show it again, and nothing stored reveals it.
 */
import type { Problem } from '../../contract/problems.ts';
import { invitationSeconds } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Crypto, Ports, Write } from '../../ports.ts';
import { invitationRecord, type Invitation } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { load } from '../store/transact.ts';

/** Characters of a code after its prefix: 132 bits, too many to guess. */
const codeChars = 22;

type Invited = Pick<Volunteer, 'id' | 'space' | 'invitedAgain'>;

/** The code that invites this volunteer. Each new invitation has another one. */
export function invitationCode(crypto: Crypto, { id, invitedAgain }: Invited): string {
  const again = invitedAgain === undefined ? [] : [String(invitedAgain)];
  return `inv_${crypto.mac('invitation', id, ...again).slice(0, codeChars)}`;
}

/** The only form in which a code is stored. */
export function invitationDigest(crypto: Crypto, code: string): string {
  return crypto.mac('invitation-code', code);
}

/** The record of a new invitation: stored by the digest of its code, for two weeks. */
export function newInvitation(crypto: Crypto, who: Invited, now: EpochMs): Invitation {
  const digest = invitationDigest(crypto, invitationCode(crypto, who));
  return { rev: '', digest, space: who.space, volunteer: who.id, expiresAt: plusSeconds(now, invitationSeconds) };
}

/** Ends the invitation that this volunteer has, used or not: its code leads nowhere any more. */
export async function invitationEnded(ports: Ports, volunteer: Invited): Promise<Result<readonly Write[], Problem>> {
  const digest = invitationDigest(ports.crypto, invitationCode(ports.crypto, volunteer));
  const known = await load(ports, homeKeys.invitation(digest), invitationRecord);
  if (!known.ok) return known;
  return ok(known.value === undefined ? [] : [invitationRecord.remove(known.value)]);
}
