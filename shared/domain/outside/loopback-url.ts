/** Which URLs of this machine a service accepts that runs on this machine. A deployed service has no part in this file. */
import { ok, type Result } from '../result.ts';
import { publicUrl, type EndpointUrlFlaw } from './endpoint-url.ts';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the URL names this machine: over http or https, at any port. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return (protocol === 'http:' || protocol === 'https:') && loopbackHosts.has(hostname);
}

/** As `publicUrl`, and a URL of this machine as well, so that a receiver under development gets its messages. */
export function publicOrLoopbackUrl(text: string): Result<URL, EndpointUrlFlaw> {
  const judged = publicUrl(text);
  if (judged.ok || judged.error === 'too-long') return judged;
  const url = URL.parse(text);
  return url !== null && isLoopback(url) ? ok(url) : judged;
}
