/**
 * The token of a partner's key: `ek_live_<partner>.<key>.<secret>`, with ids without their prefixes. So the token says where its
 * key is stored.
 */
import { keyId, partnerId, type KeyId, type PartnerId } from '../../domain/ids.ts';
import type { PartnerKey } from '../../domain/partner.ts';
import type { Crypto } from '../../ports.ts';

const shape = /^ek_(?<mode>live|test)_(?<partner>[A-Za-z0-9_-]{8,64})\.(?<key>[A-Za-z0-9_-]{8,64})\.[A-Za-z0-9_-]{43}$/u;

/** The last characters, shown in the hint: 24 of the secret's 256 bits. Enough to tell keys apart, and no help in guessing. */
const hintChars = 4;

type Named = Pick<PartnerKey, 'id' | 'partner' | 'mode'>;

/** The token of a key. It is derived from the key's id with the secret of the deployment, so that a replay can show it again. */
export function keyToken(crypto: Crypto, { id, partner, mode }: Named): string {
  const where = `${partner.slice('ptn_'.length)}.${id.slice('key_'.length)}`;
  return `ek_${mode}_${where}.${crypto.mac('partner-key-secret', partner, id, mode)}`;
}

/** Where the key of a token would be stored. Undefined if the text cannot be a key of this service. */
export function partsOfToken(token: string): { readonly partner: PartnerId; readonly id: KeyId } | undefined {
  const parts = shape.exec(token)?.groups;
  if (parts?.['partner'] === undefined || parts['key'] === undefined) return undefined;
  return { partner: partnerId.parse(`ptn_${parts['partner']}`), id: keyId.parse(`key_${parts['key']}`) };
}

/** The only form in which a token is stored. */
export function tokenDigest(crypto: Crypto, token: string): string {
  return crypto.mac('partner-key', token);
}

/** What a list shows of the token. */
export function tokenHint(mode: PartnerKey['mode'], token: string): string {
  return `ek_${mode}_…${token.slice(-hintChars)}`;
}
