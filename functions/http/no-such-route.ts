/** Paths that do not exist, and methods that a path does not have. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { contract, methodsOf } from '../../shared/contract/contract.ts';
import { Refused } from './refused.ts';

/** The regular expression of a path in API Gateway's notation. */
const patterns = Object.values(contract).map(({ method, path }) => ({
  methods: methodsOf({ method }),
  pattern: new RegExp(
    `^${path
      .replace(/\/$/u, '')
      .replaceAll('.', '\\.')
      .replaceAll(/\{\w+\}/gu, '[^/]+')}/?$`,
    'u',
  ),
}));

/** 405 with `Allow` if the path exists, else 404. */
export function noSuchRoute(event: APIGatewayProxyEventV2): Refused {
  const methods = patterns.filter(({ pattern }) => pattern.test(event.rawPath)).flatMap((known) => known.methods);
  const wanted = event.requestContext.http.method;
  if (methods.length === 0 || methods.some((method) => method === wanted)) return new Refused({ code: 'not-found' });
  return new Refused({ code: 'method-not-allowed' }, { allow: methods.join(', ') });
}
