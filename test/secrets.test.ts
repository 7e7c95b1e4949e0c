/** No secret is in the tree: searched for offline, by the shapes that secrets have. */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const left = new Set(['node_modules', '.git', '.earshot', 'cdk.out', 'dist', 'coverage']);
/** Bytes of a file that somebody wrote; what is larger is data. */
const bytesMax = 2_000_000;

const files = globSync('**/*', { cwd: root, exclude: (name) => left.has(path.basename(name)) })
  .concat(globSync('.*', { cwd: root, exclude: (name) => left.has(path.basename(name)) }))
  .filter((file) => statSync(path.join(root, file)).isFile() && statSync(path.join(root, file)).size <= bytesMax);

/** What secrets look like, as those who give them out describe them, with one of each made up in two halves: this file is searched too. */
const shapes: Readonly<Record<string, readonly [pattern: RegExp, ...example: string[]]>> = {
  'an AWS access key': [/\b(?:AKIA|ASIA|AIDA|AROA)[A-Z2-7]{16}\b/u, 'AKIA', 'IOSFODNN7EXAMPLE'],
  'an AWS secret': [
    /(?:secret|aws)\w*["'\s:=]{1,5}[A-Za-z0-9/+]{40}\b/iu,
    'secretAccessKey: "',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"',
  ],
  'a private key': [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/u, '-----BEGIN RSA ', 'PRIVATE KEY-----'],
  'a private JSON Web Key': [/"d"\s*:\s*"[\w-]{40,}"/u, '"d": "', 'x'.repeat(43), '"'],
  'a JSON Web Token': [
    /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/u,
    `eyJ${'x'.repeat(20)}.`,
    `eyJ${'x'.repeat(20)}.`,
    'x'.repeat(43),
  ],
  'a token of GitHub': [/\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})/u, 'ghp_', 'x'.repeat(36)],
  'a token of npm': [/\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*\S+/u, 'npm_', 'x'.repeat(36)],
  'a token of Slack': [/\bxox[abeoprs]-[\w-]{10,}/u, 'xoxb-', '1'.repeat(12)],
  'a key of Google': [/\bAIza[\w-]{35}\b/u, 'AIza', 'x'.repeat(35)],
  'a key of a partner': [
    /\bek_(?:live|test)_[\w-]{8,64}\.[\w-]{8,64}\.[\w-]{43}\b/u,
    'ek_live_',
    `${'x'.repeat(22)}.${'x'.repeat(22)}.${'x'.repeat(43)}`,
  ],
  'a token of a seeker': [/\be(?:st|cb)_[\w-]{8,64}\.[\w-]{43}\b/u, 'est_', `${'x'.repeat(22)}.${'x'.repeat(43)}`],
  'a password in an address': [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"`$]+:[^\s/:@'"`$]+@/iu, 'https://me:', 'pass@example.org'],
  'a password in a setting': [
    /\b(?:password|passwd|api_?key|client_?secret)["']?\s*[:=]\s*["'][^"'\s]{12,}["']/iu,
    'password: "',
    'correct-horse-battery"',
  ],
};

/** Names under which secrets lie about. */
const keyFile = /(?:^|\/)(?:\.env(?:\..+)?|\.netrc|id_(?:rsa|ed25519|ecdsa)|credentials|.+\.(?:pem|p12|pfx|key|jks|keystore))$/u;

describe('the tree', () => {
  it.each(Object.entries(shapes))('is searched for %s', (_, [pattern, ...example]) => {
    expect(`const one = ${example.join('')}`).toMatch(pattern);
  });

  it.each(['.env', 'local/.env.production', 'a/id_rsa', 'cert.pem'])('may have no file called %s', (name) => {
    expect(name).toMatch(keyFile);
  });

  it('[sec-tree-1] holds no key, token or password', () => {
    const found = files.flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const inside = Object.entries(shapes).flatMap(([what, [pattern]]) => (pattern.test(text) ? [what] : []));
      return [...inside, ...(keyFile.test(file) ? ['a file for secrets'] : [])].map((what) => `${file}: ${what}`);
    });
    expect(files.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });
});
