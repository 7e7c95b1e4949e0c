/** The vault of a simulation: the real keyed digests, and a sealing without the random nonce, so that a run repeats exactly. */
import { vaultOf } from '../../../shared/adapters/crypto/vault.ts';
import { secretCharsMin } from '../../../shared/adapters/limits.ts';
import type { Vault } from '../../../shared/ports.ts';

const prefix = 'simulated.';

/** Binds the context as the real one does; hides nothing from anybody. */
export const simulatedVault: Vault = {
  ...vaultOf('simulated '.repeat(secretCharsMin)),
  seal: (text, context) => prefix + Buffer.from(JSON.stringify([context, text])).toString('base64url'),
  open: (sealed, context) => {
    const parts: unknown = JSON.parse(Buffer.from(sealed.slice(prefix.length), 'base64url').toString());
    if (!Array.isArray(parts) || parts[0] !== context) return undefined;
    return String(parts[1]);
  },
};
