/** The crypto port of a simulation: the real keyed digests, and encryption without a random nonce, so that a run repeats exactly. */
import { cryptoWith } from '../../../shared/adapters/crypto/crypto.ts';
import { secretCharsMin } from '../../../shared/adapters/limits.ts';
import type { Crypto } from '../../../shared/ports.ts';

const prefix = 'simulated.';
/** Maximum of remembered digests: as many as a few runs need. */
const macsMax = 10_000;
const macs = new Map<string, string>();
const real = cryptoWith('simulated '.repeat(secretCharsMin));

/** It binds the context as the real port does, but it does not hide the text. The same digest is not computed twice. */
export const simulatedCrypto: Crypto = {
  ...real,
  mac: (purpose, ...parts) => {
    const about = JSON.stringify([purpose, parts]);
    const known = macs.get(about);
    if (known !== undefined) return known;
    const mac = real.mac(purpose, ...parts);
    if (macs.size >= macsMax) macs.clear();
    macs.set(about, mac);
    return mac;
  },
  seal: (text, context) => prefix + Buffer.from(JSON.stringify([context, text])).toString('base64url'),
  open: (sealed, context) => {
    const parts: unknown = JSON.parse(Buffer.from(sealed.slice(prefix.length), 'base64url').toString());
    if (!Array.isArray(parts) || parts[0] !== context) return undefined;
    return String(parts[1]);
  },
};
