import assert from 'node:assert/strict';
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { Crypto } from '../../ports.ts';
import { secretCharsMin } from '../limits.ts';

/** Bytes of a nonce and of a tag of AES-GCM (NIST SP 800-38D, sections 5.2.1.1 and 5.2.1.2). */
const nonceBytes = 12;
const tagBytes = 16;
/** Bytes of every key. */
const keyBytes = 32;
/** Names the format, so that another format can follow. */
const sealedPrefix = 'v1.';

/**
 * The crypto functions under the secret of a deployment (at least 64 characters; Secrets Manager generates it). The keys for the
 * two uses are derived separately by HKDF-SHA-256 (RFC 5869), so one key reveals nothing about the other. A random nonce is safe
 * for 2^32 seals under one key (NIST SP 800-38D, section 8.3), far more than a deployment ever makes.
 */
export function cryptoWith(secret: string): Crypto {
  assert(secret.length >= secretCharsMin, `the secret must have at least ${secretCharsMin} characters`);
  // Created once: a digest with a key object takes a fifth of the time that it takes with the bytes of the key.
  const macKey = createSecretKey(derivedKey(secret, 'mac'));
  const sealKey = derivedKey(secret, 'seal');
  return {
    mac: (purpose, ...parts) => {
      const hmac = createHmac('sha256', macKey);
      for (const part of [purpose, ...parts]) hmac.update(lengthPrefixed(part));
      return hmac.digest('base64url');
    },
    // The digests have equal length, whatever the length of the strings.
    equal: (a, b) => timingSafeEqual(sha256(a), sha256(b)),
    seal: (text, context) => seal(sealKey, text, context),
    open: (sealed, context) => open(sealKey, sealed, context),
  };
}

function derivedKey(secret: string, use: 'mac' | 'seal'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'earshot', `earshot ${use} v1`, keyBytes));
}

/** `ab`,`c` and `a`,`bc` must differ: each part is preceded by its length. */
function lengthPrefixed(part: string): Buffer {
  const bytes = Buffer.from(part);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function seal(key: Buffer, text: string, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(context));
  const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealedPrefix + bytes.toString('base64url');
}

function open(key: Buffer, sealed: string, context: string): string | undefined {
  const bytes = Buffer.from(sealed.slice(sealedPrefix.length), 'base64url');
  // The same bytes can be written in several ways in Base64. Only the canonical form opens, so a changed text never does.
  if (sealed !== sealedPrefix + bytes.toString('base64url')) return undefined;
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-tagBytes));
  try {
    return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
