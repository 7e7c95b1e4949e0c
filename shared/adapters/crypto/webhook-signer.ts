/**
 * Signatures of Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md) on node:crypto. A signing
 * key is written as 64 bytes, the seed and the public key after it, as the servers that know `v1a` read it.
 */
import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, createPublicKey, sign as signatureOf, type KeyObject } from 'node:crypto';
import type { WebhookMessage, WebhookSigner } from '../../ports.ts';

const prefixes = { symmetric: 'whsec_', signing: 'whsk_', public: 'whpk_' } as const;

/** Bytes of a fresh secret and of the seed of a key: 256 bits. The specification asks for 24 to 64. */
const seedBytes = 32;
/** Bytes of a symmetric secret that the specification allows. */
const secretBytes = { min: 24, max: 64 };

/** What precedes the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

export const webhookSigner: WebhookSigner = {
  sign: (message, secrets) => ({
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestampSeconds),
    'webhook-signature': secrets.map((secret) => signature(signedBytes(message), secret)).join(' '),
  }),
  secretFrom: (random) => prefixes.symmetric + seedOf(random).toString('base64'),
  keyPairFrom: (random) => {
    const seed = seedOf(random);
    const publicKey = publicBytes(privateKey(seed));
    return {
      signingKey: prefixes.signing + Buffer.concat([seed, publicKey]).toString('base64'),
      publicKey: prefixes.public + publicKey.toString('base64'),
    };
  },
};

/** With a full stop in the id, one text could be read as two different messages. */
function signedBytes({ id, timestampSeconds, body }: WebhookMessage): Buffer {
  assert(
    !id.includes('.') && Number.isSafeInteger(timestampSeconds),
    'a message has an id without a full stop, and whole seconds',
  );
  return Buffer.from(`${id}.${timestampSeconds}.${body}`);
}

function signature(bytes: Buffer, secret: string): string {
  const { prefix, key } = keyIn(secret);
  if (prefix === prefixes.signing) {
    assert(key.length === 2 * seedBytes, 'a signing key has 64 bytes');
    return `v1a,${signatureOf(null, bytes, privateKey(key.subarray(0, seedBytes))).toString('base64')}`;
  }
  // The messages of these errors must not repeat a secret.
  assert(prefix === prefixes.symmetric, 'not a secret of a webhook');
  assert(key.length >= secretBytes.min && key.length <= secretBytes.max, 'a secret has 24 to 64 bytes');
  return `v1,${createHmac('sha256', key).update(bytes).digest('base64')}`;
}

function keyIn(text: string): { readonly prefix: string; readonly key: Buffer } {
  const begin = text.indexOf('_') + 1;
  return { prefix: text.slice(0, begin), key: Buffer.from(text.slice(begin), 'base64') };
}

function seedOf(random: string): Buffer {
  const seed = Buffer.from(random, 'base64url');
  assert(seed.length === seedBytes, 'a secret is made from 256 random bits');
  return seed;
}

function privateKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

/** A public key in SPKI ends with its 32 bytes (RFC 8410, section 4). */
function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-seedBytes);
}
