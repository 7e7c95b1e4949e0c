import * as z from 'zod';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

const secret = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
      ExcludeCharacters: z.string().default(''),
      ExcludeLowercase: z.coerce.boolean().default(false),
      ExcludeUppercase: z.coerce.boolean().default(false),
      ExcludeNumbers: z.coerce.boolean().default(false),
      ExcludePunctuation: z.coerce.boolean().default(false),
      IncludeSpace: z.coerce.boolean().default(false),
      RequireEachIncludedType: z.coerce.boolean().default(true),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});

export type Generation = NonNullable<z.infer<typeof secret>['GenerateSecretString']>;

export interface SecretSpec {
  readonly name: string;
  readonly arn: string;
  /** The value, or the settings to generate one. */
  readonly value: { readonly text: string } | { readonly generate: Generation };
}

/** Reads a secret of the template. */
export function secretSpec(chosen: Chosen): SecretSpec {
  const { name, arn } = chosen;
  const { SecretString: text, GenerateSecretString: generate } = parseProperties(secret, chosen);
  if (generate !== undefined) return { name, arn, value: { generate } };
  return { name, arn, value: { text: text ?? '' } };
}
