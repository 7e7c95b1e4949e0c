/** Paths that are none, and methods a path does not have: problems like any other, with help. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { contract } from '../../shared/contract/contract.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { clock } from '../runtime/ports.ts';
import { problemAnswer } from './answers.ts';
import type { Answer } from './answers.ts';
import { supportBlock } from './support-block.ts';

const shapes: readonly RouteContract[] = Object.values(contract);

/** A path as API Gateway spells it, as an expression over real paths. */
const patterns = shapes.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/gu, '[^/]+')}/?$`, 'u'),
}));

/** 405 with `Allow` where the path exists, else 404. */
export function fallback(event: APIGatewayProxyEventV2): Answer {
  const support = supportBlock({}, clock());
  const methods = patterns.filter(({ pattern }) => pattern.test(event.rawPath)).map(({ method }) => method);
  const asked = event.requestContext.http.method;
  if (methods.length === 0 || methods.some((method) => method === asked))
    return problemAnswer(event, { code: 'not-found' }, support);
  const refused = problemAnswer(event, { code: 'method-not-allowed' }, support);
  return { ...refused, headers: { ...refused.headers, allow: methods.join(', ') } };
}
