/**
 * Which URLs the service sends messages to: a name that the whole internet can find, over https. The same judgement refuses a hopeless URL
 * when an endpoint is made, and guards every attempt. It looks at the text alone; the addresses of the name are judged by the sender.
 */
import { urlCharsMax } from '../limits.ts';
import { err, ok, type Result } from '../result.ts';
import { hostCharsMax, hostLabelCharsMax } from './limits.ts';

/** What is wrong with a URL, as a sentence for the person who wrote it. None repeats the URL. */
export const endpointUrlFlaws = {
  'not-a-url': 'Write the whole URL, as in https://hooks.partner.example/earshot.',
  'too-long': `Write a URL of at most ${urlCharsMax} characters.`,
  'not-https': 'Write a URL that begins with https://. Messages are sent only over an encrypted connection.',
  'has-login': 'Leave out the user name and the password. The signature of each message shows who sent it.',
  'has-port': 'Leave out the port. Messages are sent only to port 443.',
  'has-fragment': 'Leave out the part after #. It is never sent.',
  'is-address': 'Write the name of the host and not its IP address. Its certificate is checked against the name.',
  'not-a-name': 'Write the full name of a host, as in hooks.partner.example.',
  'inner-name': 'Write a name that the whole internet can find. This one belongs to a local network.',
} as const;
export type EndpointUrlFlaw = keyof typeof endpointUrlFlaws;

/** Ends of names that only a local network knows: RFC 6761, RFC 6762, RFC 7686, RFC 8375, and `internal` (ICANN, 2024). */
const innerEnds = ['localhost', 'local', 'internal', 'home.arpa', 'onion'];

/** The URL, if messages may be sent to it. Its `href` is the form to keep: the parser undoes every other notation. */
export function publicUrl(text: string): Result<URL, EndpointUrlFlaw> {
  const url = text.length > urlCharsMax ? undefined : URL.parse(text);
  if (url === undefined) return err('too-long');
  if (url === null) return err('not-a-url');
  const flaw = flawOf(url);
  return flaw === undefined ? ok(url) : err(flaw);
}

function flawOf({ protocol, username, password, hostname, port, hash, href }: URL): EndpointUrlFlaw | undefined {
  if (protocol !== 'https:') return 'not-https';
  if (username !== '' || password !== '') return 'has-login';
  if (port !== '') return 'has-port';
  if (hash !== '') return 'has-fragment';
  // An international name or a space takes three times as many characters in the form that is kept.
  if (href.length > urlCharsMax) return 'too-long';
  return flawOfHost(hostname);
}

/** The parser writes every notation of an IPv4 address as four numbers, and an IPv6 address in brackets. */
function flawOfHost(host: string): EndpointUrlFlaw | undefined {
  if (host.startsWith('[') || /^[\d.]+$/u.test(host)) return 'is-address';
  const bare = host.endsWith('.') ? host.slice(0, -1) : host;
  if (innerEnds.some((end) => bare === end || bare.endsWith(`.${end}`))) return 'inner-name';
  const labels = host.split('.');
  const areLabels = labels.every((label) => label.length <= hostLabelCharsMax && /^[a-z\d_-]+$/u.test(label));
  return labels.length > 1 && areLabels && host.length <= hostCharsMax ? undefined : 'not-a-name';
}
