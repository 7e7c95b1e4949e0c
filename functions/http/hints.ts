/** What a request says about itself, valid or not. Help resources do not wait for valid input or for the store. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { country } from '../../shared/domain/vocabulary.ts';
import { fieldsOf } from './body.ts';
import type { SpaceCache } from './space-cache.ts';
import type { SupportAbout } from '../../shared/domain/support-block.ts';

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
