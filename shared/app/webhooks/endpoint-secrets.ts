/** The secrets of an endpoint. They are derived from the secret of the deployment, and stored nowhere. */
import { validSecrets, type Endpoint } from '../../domain/webhooks/endpoint.ts';
import { verificationCodeChars } from '../../domain/webhooks/limits.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Crypto, Ports, WebhookKeyPair } from '../../ports.ts';

/** The symmetric secret with this number, `whsec_…`. */
export function secretOf({ crypto, webhookSigner }: Ports, { id }: Pick<Endpoint, 'id'>, n: number): string {
  return webhookSigner.secretFrom(crypto.mac('webhook-secret', id, String(n)));
}

/** The key pair of `v1a` signatures. It stays the same as long as the endpoint. */
export function keyPairOf({ crypto, webhookSigner }: Ports, { id }: Pick<Endpoint, 'id'>): WebhookKeyPair {
  return webhookSigner.keyPairFrom(crypto.mac('webhook-key-pair', id));
}

/** What signs a message now: every valid secret, and the key pair. */
export function signingSecrets(ports: Ports, of: Endpoint, now: EpochMs): readonly string[] {
  return [...validSecrets(of, now).map(({ n }) => secretOf(ports, of, n)), keyPairOf(ports, of).signingKey];
}

/** The code that is sent to the address of an endpoint, and nowhere else. Another address has another code. */
export function verificationCode(crypto: Crypto, { id, url }: Pick<Endpoint, 'id' | 'url'>): string {
  return `evc_${crypto.mac('endpoint-verification', id, url).slice(0, verificationCodeChars)}`;
}
