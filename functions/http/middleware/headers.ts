import type { Edge } from './types.ts';

/** Headers of every answer. No cache may store it, and no browser may treat it as anything but data. */
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;

/** Adds the headers that every answer has. */
export function headers(): Edge {
  const add: Edge['after'] = (request) => {
    if (request.response) request.response = { ...request.response, headers: { ...always, ...request.response.headers } };
  };
  return { after: add, onError: add };
}
