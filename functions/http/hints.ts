/** What a request says about itself, valid or not. Help resources do not wait for valid input or for the store. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { country } from '../../shared/domain/vocabulary.ts';
import { bodyBytes } from './input.ts';
import type { SpaceCache } from './space-cache.ts';
import type { SupportAbout } from './support-block.ts';

/** Country and danger as the request says them, and the space as this process last showed it. */
export function hints(event: APIGatewayProxyEventV2, spaces: SpaceCache): SupportAbout {
  const said = fieldsOf(event);
  const asked = country.safeParse(event.queryStringParameters?.['country'] ?? said.get('country'));
  const space = spaces.lastKnown(event.pathParameters?.['space']);
  return {
    ...(asked.success ? { country: asked.data } : {}),
    ...(space === undefined ? {} : { space }),
    notSafeNow: said.get('notSafeNow') === true,
  };
}

/** The fields of the body. None if it is no object, or too large to be read. */
export function fieldsOf(event: APIGatewayProxyEventV2): ReadonlyMap<string, unknown> {
  try {
    const body: unknown = JSON.parse(bodyBytes(event)?.toString() ?? '');
    return new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  } catch {
    return new Map();
  }
}
