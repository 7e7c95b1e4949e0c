import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBody } from './http/body.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { smallBodyBytesMax } from './limits.ts';
import type { Generation, SecretSpec } from './plan/secrets.ts';

const storedSecrets = z.record(z.string(), z.object({ value: z.string(), versionId: z.string(), createdSeconds: z.number() }));
type StoredSecrets = z.infer<typeof storedSecrets>;

const asked = z.object({ SecretId: z.string() });

/**
 * The template's secrets. Each value is generated once, as Secrets Manager would do it, and kept in `file`, which only its owner
 * can read. Returns the operation of Secrets Manager that functions use: GetSecretValue over its JSON protocol.
 */
export function makeSecrets(file: string, specs: readonly SecretSpec[]) {
  const secrets = loadOrGenerate(file, specs);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
    };
    const refuse = (type: string, message: string): void => reply(400, { __type: type, message });
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
      return refuse('UnknownOperationException', 'The local runner supports only GetSecretValue');
    }
    const parsed = asked.safeParse(parseJson(await readBody(request, smallBodyBytesMax)));
    if (!parsed.success) return refuse('InvalidParameterException', 'SecretId is missing');
    const { SecretId: id } = parsed.data;
    const spec = specs.find(({ arn, name }) => id === arn || id === name);
    const secret = spec === undefined ? undefined : secrets[spec.name];
    if (spec === undefined || secret === undefined) {
      return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    reply(200, {
      ARN: spec.arn,
      Name: spec.name,
      SecretString: secret.value,
      VersionId: secret.versionId,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: secret.createdSeconds,
    });
  };
}

function loadOrGenerate(file: string, specs: readonly SecretSpec[]): StoredSecrets {
  const before = storedSecrets.safeParse(readJsonFile(file));
  const all: StoredSecrets = before.success ? { ...before.data } : {};
  for (const { name, value } of specs) {
    if ('text' in value) all[name] = fresh(value.text);
    else all[name] ??= fresh(generate(value.generate));
  }
  writeJsonFile(file, all);
  return all;
}

function fresh(value: string): StoredSecrets[string] {
  return { value, versionId: randomUUID(), createdSeconds: Math.floor(Date.now() / 1000) };
}

const characters = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  space: ' ',
} as const;

/** A random text as `GenerateSecretString` describes it, alone or inside the JSON template that it names. */
function generate(wish: Generation): string {
  const sets = [
    wish.ExcludeLowercase ? '' : characters.lower,
    wish.ExcludeUppercase ? '' : characters.upper,
    wish.ExcludeNumbers ? '' : characters.numbers,
    wish.ExcludePunctuation ? '' : characters.punctuation,
    wish.IncludeSpace ? characters.space : '',
  ]
    .map((set) => set.split('').filter((character) => !wish.ExcludeCharacters.includes(character)))
    .filter((set) => set.length > 0);
  const all = sets.flat();
  let text: string[];
  do {
    text = Array.from({ length: wish.PasswordLength }, () => all[randomInt(all.length)] ?? '');
  } while (
    wish.RequireEachIncludedType &&
    wish.PasswordLength >= sets.length &&
    !sets.every((set) => set.some((one) => text.includes(one)))
  );
  if (wish.SecretStringTemplate === undefined) return text.join('');
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(wish.SecretStringTemplate));
  return JSON.stringify({ ...template, [wish.GenerateStringKey ?? 'password']: text.join('') });
}

function parseJson(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? '');
  } catch {
    return undefined;
  }
}
