import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { secretCharacters } from './limits.ts';

/**
 * The one secret: request ids, seekers' tokens, key hashes and pseudonyms are HMACs under it. Like `home`, it stays when the
 * stack is deleted: without it no partner key of `home` would ever match again.
 */
export function makeSecret(scope: Construct, id: string): Secret {
  return new Secret(scope, id, {
    description: 'Earshot: key of the HMACs that make ids, tokens and pseudonyms',
    generateSecretString: { passwordLength: secretCharacters, excludePunctuation: true, requireEachIncludedType: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
