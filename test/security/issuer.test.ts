/** An issuer with errors. Its answers are bounded in time and size, and a good token is not refused for the issuer's failure. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { identityVerifier } from '../../functions/http/identity.ts';
import { issuerBytesMax } from '../../functions/http/limits.ts';
import { listen } from '../engines/listen.ts';
import { once } from '../e2e/support/once.ts';

const keys = once(() => generateKeyPair('RS256', { extractable: true }));
const discovery = '/.well-known/openid-configuration';
const json = (body: unknown): RequestListener => {
  return (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const status = (code: number): RequestListener => {
  return (_request, response) => response.writeHead(code).end('{}');
};
/** At the other address everything is right, so a client that followed the redirect would notice nothing. */
const movedTo = (location: string): RequestListener => {
  return (_request, response) => response.writeHead(302, { location }).end();
};
/** Sends data for as long as the client listens. */
const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write('{"keys":['.padEnd(16_384)));
  };
  response.on('drain', more);
  more();
};

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

/** What an issuer says about itself when all is right. */
interface Good {
  readonly document: { readonly issuer: string; readonly jwks_uri: string };
  readonly keys: { readonly keys: readonly object[] };
}

type Pages = (good: Good) => Readonly<Record<string, RequestListener>>;

/** An issuer and a token that it signed. `pages` are the answers that are wrong. */
async function anIssuer(pages: Pages = () => ({})) {
  const { publicKey, privateKey } = await keys();
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  const served: Record<string, RequestListener> = {};
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    (served[request.url ?? ''] ?? status(404))(request, response);
  });
  servers.push(server);
  const url = await listen(server);
  const said: Good = { document: { issuer: url, jwks_uri: `${url}/keys` }, keys: { keys: [jwk] } };
  const good = { [discovery]: json(said.document), '/keys': json(said.keys) };
  Object.assign(served, good, { '/moved/document': json(said.document), '/moved/keys': json(said.keys) }, pages(said));
  const claims = { scope: '', token_use: 'access', client_id: 'app' };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(url)
    .setSubject('person')
    .setExpirationTime('1h')
    .sign(privateKey);
  const verify = identityVerifier({ issuer: url, audiences: ['app'] });
  return { verify: () => verify(token, new Date(Date.now())), asked, heal: () => Object.assign(served, good) };
}

const tooMuch = { more: 'x'.repeat(issuerBytesMax) };
const person = { sub: 'person', operator: false };

describe('the issuer', () => {
  it('[sec-issuer-2] is asked once for its document and once for its keys, however many calls come', async () => {
    const { verify, asked } = await anIssuer();
    expect(await Promise.all(Array.from({ length: 20 }, verify))).toEqual(Array.from({ length: 20 }, () => person));
    expect(asked).toEqual([discovery, '/keys']);
  });

  it.each<[string, Pages]>([
    ['has no document', () => ({ [discovery]: status(404) })],
    ['closes the connection for its document', () => ({ [discovery]: status(500) })],
    ['redirects its document', () => ({ [discovery]: movedTo('/moved/document') })],
    ['names another issuer', ({ document }) => ({ [discovery]: json({ ...document, issuer: 'https://another.example' }) })],
    ['names no address for its keys', ({ document }) => ({ [discovery]: json({ ...document, jwks_uri: 'keys' }) })],
    ['has a document that never ends', () => ({ [discovery]: endless })],
    ['has a document that is too long', ({ document }) => ({ [discovery]: json({ ...document, ...tooMuch }) })],
    ['has no keys', () => ({ '/keys': status(404) })],
    ['closes the connection for its keys', () => ({ '/keys': status(500) })],
    ['redirects its keys', () => ({ '/keys': movedTo('/moved/keys') })],
    ['has keys that never end', () => ({ '/keys': endless })],
    ['has too many keys', ({ keys }) => ({ '/keys': json({ ...keys, ...tooMuch }) })],
    ['has keys that are no keys', () => ({ '/keys': json({ keys: 'none' }) })],
  ])(
    '[sec-issuer-1] that %s is not trusted, and the token is not called wrong; the token is accepted once the issuer works again',
    async (_, pages) => {
      const { verify, heal } = await anIssuer(pages);
      expect(await verify()).toBe('unreachable');
      heal();
      expect(await verify()).toEqual(person);
    },
  );
});
