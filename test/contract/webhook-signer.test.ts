/** Signatures as receivers check them: the official library for `v1`, node:crypto and the vectors of the first server with `v1a`. */
import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { cryptoIds } from '../../shared/adapters/crypto/ids.ts';
import { webhookSigner as signer } from '../../shared/adapters/crypto/webhook-signer.ts';

/**
 * The message and keys of the tests of the libraries of Standard Webhooks (`v1`) and of svix-server, `test_asymmetric_key_signing`
 * (`v1a`). They sign nothing else.
 */
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestampSeconds: 1_614_265_330, body: '{"test": 2432232314}' };
const knownSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const knownKey = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const knownSeed = Buffer.from('6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=', 'base64').toString('base64url');

const secret = signer.secretFrom(cryptoIds.secret());
const other = signer.secretFrom(cryptoIds.secret());
const pair = signer.keyPairFrom(cryptoIds.secret());

const now = () => Math.floor(Date.now() / 1000);
const fresh = (body = '{"type":"talk.matched"}') => ({ id: cryptoIds.fresh('evt'), timestampSeconds: now(), body });

/** Whether a receiver who has only the public key accepts one of the signatures. */
function accepts(publicKey: string, { id, timestampSeconds, body }: ReturnType<typeof fresh>, signatures: string): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const bytes = Buffer.from(`${id}.${timestampSeconds}.${body}`);
  return signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1a,'))
    .some((signature) => verify(null, bytes, key, Buffer.from(signature.slice(4), 'base64')));
}

describe('the vectors of others', () => {
  it('[bug-signed-text] v1', () => {
    expect(signer.sign(message, [knownSecret])).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('v1a, and both in one header', () => {
    const v1a = 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==';
    expect(signer.sign(message, [knownKey])['webhook-signature']).toBe(v1a);
    const both = `v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= ${v1a}`;
    expect(signer.sign(message, [knownSecret, knownKey])['webhook-signature']).toBe(both);
  });

  it('a key pair is made from its seed', () => {
    expect(signer.keyPairFrom(knownSeed)).toEqual({
      signingKey: knownKey,
      publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
    });
  });
});

describe('the official library as receiver', () => {
  it.each(['{"type":"talk.matched"}', '{"name":"Zoë ❤ 李"}', '{"a":"x.y.z"}', '{}'])('accepts %s', (body) => {
    const sent = fresh(body);
    expect(new Webhook(secret).verify(body, { ...signer.sign(sent, [secret]) })).toEqual(JSON.parse(body));
  });

  it('[bug-rotation] accepts either secret while one replaces the other, and the key pair beside them', () => {
    const sent = fresh();
    const headers = { ...signer.sign(sent, [pair.signingKey, other, secret]) };
    for (const known of [secret, other]) expect(() => new Webhook(known).verify(sent.body, headers)).not.toThrow();
    expect(accepts(pair.publicKey, sent, headers['webhook-signature'])).toBe(true);
  });

  it('[sec-sender-9] refuses after the overlap, and what was changed on the way: text, id, time, signature', () => {
    const sent = fresh();
    const headers = { ...signer.sign(sent, [other]) };
    const receiver = new Webhook(other);
    expect(() => new Webhook(secret).verify(sent.body, headers)).toThrow('No matching signature');
    expect(() => receiver.verify(`${sent.body} `, headers)).toThrow('No matching signature');
    expect(() => receiver.verify(sent.body, { ...headers, 'webhook-id': 'evt_other' })).toThrow('No matching signature');
    const later = String(sent.timestampSeconds + 1);
    expect(() => receiver.verify(sent.body, { ...headers, 'webhook-timestamp': later })).toThrow('No matching signature');
  });

  it('refuses a message that is sent again a day later with its old signature', () => {
    const sent = fresh();
    const headers = { ...signer.sign(sent, [secret]) };
    vi.setSystemTime(Date.now() + 86_400_000);
    try {
      expect(() => new Webhook(secret).verify(sent.body, headers)).toThrow('Message timestamp too old');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a receiver with the public key', () => {
  it('accepts the pair’s signature and no other', () => {
    const sent = fresh();
    const signatures = signer.sign(sent, [pair.signingKey])['webhook-signature'];
    expect(accepts(pair.publicKey, sent, signatures)).toBe(true);
    expect(accepts(pair.publicKey, { ...sent, body: '{}' }, signatures)).toBe(false);
    expect(accepts(signer.keyPairFrom(cryptoIds.secret()).publicKey, sent, signatures)).toBe(false);
  });
});

describe('what is made', () => {
  it('holds 256 bits, in the forms that receivers know', () => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    expect(pair.publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/u);
    expect(pair.signingKey).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/u);
    expect(secret).not.toBe(other);
  });

  it('is not made from fewer bits', () => {
    expect(() => signer.secretFrom('c2hvcnQ')).toThrow('256 random bits');
    expect(() => signer.keyPairFrom('c2hvcnQ')).toThrow('256 random bits');
  });
});

describe('a bug of the caller', () => {
  it('throws, and the error does not hold the secret', () => {
    for (const wrong of ['whsec_c2hvcnQ=', pair.publicKey, 'plain', 'whsk_c2hvcnQ=']) {
      expect(() => signer.sign(message, [wrong])).toThrow(/^(?!.*(c2hvcnQ|plain|whpk))/u);
    }
  });

  it('an id with a full stop is refused, because two messages could have one signature', () => {
    expect(() => signer.sign({ ...message, id: 'evt.1' }, [secret])).toThrow('full stop');
    expect(() => signer.sign({ ...message, timestampSeconds: 1.5 }, [secret])).toThrow('whole seconds');
  });
});
