/** What the text of a URL, an address and a `Retry-After` say, without a network. */
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../shared/adapters/outside/address.ts';
import { endpointUrlFlaws, publicUrl } from '../../shared/domain/outside/endpoint-url.ts';
import { publicOrLoopbackUrl } from '../../shared/domain/outside/loopback-url.ts';
import { retryAfterSecondsMax } from '../../shared/domain/outside/limits.ts';
import { retryAfterSeconds } from '../../shared/domain/outside/retry-after.ts';
import { hostileUrls, innerAddresses, neighbours, publicAddresses } from '../webhooks/targets.ts';

describe('the URL of an endpoint', () => {
  it.each(hostileUrls)('[bug-endpoint-url] %s is refused: %s', (url, flaw) => {
    expect(publicUrl(url)).toEqual({ ok: false, error: flaw });
  });

  it.each([
    ['https://hooks.partner.example/earshot', 'https://hooks.partner.example/earshot'],
    ['https://hooks.partner.example', 'https://hooks.partner.example/'],
    ['https://hooks.partner.example:443/a?b=c%20d', 'https://hooks.partner.example/a?b=c%20d'],
    ['HTTPS://Hooks.Partner.EXAMPLE/A', 'https://hooks.partner.example/A'],
    ['  https://hooks.partner.example/a\n', 'https://hooks.partner.example/a'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://1.1.1.1.example/', 'https://1.1.1.1.example/'],
    ['https://my_host.partner.example/', 'https://my_host.partner.example/'],
    ['https://localhost.partner.example/', 'https://localhost.partner.example/'],
    ['https://notlocal.example/', 'https://notlocal.example/'],
  ])('%s is kept as %s', (url, href) => {
    const judged = publicUrl(url);
    expect(judged.ok && judged.value.href).toBe(href);
    const again = publicUrl(href);
    expect(again.ok && again.value.href).toBe(href);
  });

  it('every flaw is a sentence that says what to write, and none can repeat what was written', () => {
    for (const sentence of Object.values(endpointUrlFlaws)) expect(sentence).toMatch(/^(Write|Leave out) .+\.$/u);
    expect(new Set(hostileUrls.map(([, flaw]) => flaw))).toEqual(new Set(Object.keys(endpointUrlFlaws)));
  });
});

describe('the URL of an endpoint, where the service runs on the machine of its developer', () => {
  it.each([
    'http://localhost:8080/hooks',
    'https://localhost/',
    'http://127.0.0.1:1/',
    'http://0x7f.1:3000/',
    'http://[::1]:3000/',
  ])('%s is accepted', (url) => expect(publicOrLoopbackUrl(url).ok).toBe(true));

  it.each([
    ['http://hooks.partner.example/', 'not-https'],
    ['http://10.0.0.1:8080/', 'not-https'],
    ['http://169.254.169.254/', 'not-https'],
    ['https://127.0.0.2/', 'is-address'],
    ['ftp://localhost/', 'not-https'],
    ['http://localhost.evil.example/', 'not-https'],
    ['http://earshot.localhost/', 'not-https'],
    [`http://localhost/${'a'.repeat(2000)}`, 'too-long'],
  ] as const)('%s is refused as everywhere: %s', (url, flaw) => {
    expect(publicOrLoopbackUrl(url)).toEqual({ ok: false, error: flaw });
  });
});

describe('an address', () => {
  it.each(innerAddresses)('[bug-inner-address] %s is not public', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each([...publicAddresses, ...neighbours])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12);

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['86400', 86_400],
    ['99999999999999999999', retryAfterSecondsMax],
    ['Thu, 01 Jan 2026 12:02:00 GMT', 120],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', retryAfterSecondsMax],
  ])('%s asks for %i seconds', (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));

  it.each([undefined, '', '-5', '1.5', '1e3', '0x10', 'soon', '2026-01-01T12:02:00Z', 'Thu, 99 Jan 2026 12:02:00 GMT', '120, 5'])(
    '%s asks for nothing',
    (header) => expect(retryAfterSeconds(header, now)).toBeUndefined(),
  );
});
