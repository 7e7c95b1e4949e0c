import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isLoopback, publicOrLoopbackUrl } from '../../domain/outside/loopback-url.ts';
import type { Resolve } from './resolve.ts';
import { publicWay, type WayTo } from './send.ts';

/** What `localhost` means, for which name servers are not asked. */
const thisMachine: Resolve = async () => [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];
const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The way of a service that runs on this machine: to a receiver beside it over http or https at any port, and the public way. */
export function publicOrLoopbackWay(resolve: Resolve): WayTo {
  const toPublic = publicWay(resolve);
  return (text) => {
    const judged = publicOrLoopbackUrl(text);
    if (!judged.ok || !isLoopback(judged.value)) return toPublic(text);
    const url = judged.value;
    const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
    return { url, request, resolve: thisMachine, mayConnect: (address) => loopbackAddresses.has(address) };
  };
}
