/** The blocks of a space: pairs that are not matched again. Coordinators list them and lift them. */
import * as z from 'zod';
import { blockId, volunteerId } from '../domain/ids.ts';
import { nameCharsMax } from '../domain/limits.ts';
import { side } from '../domain/talk.ts';
import { isoTime, noInput, pageOf, pageQuery } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

export const blockView = z
  .object({
    id: blockId,
    volunteer: volunteerId,
    label: z.string().min(1).max(nameCharsMax).optional().describe('What the coordinators call the volunteer.'),
    since: isoTime,
    by: z.array(side).min(1).max(side.options.length).describe('Which side blocked the other; both if both did.'),
    byReport: z.boolean().describe('Whether the block came with a report.'),
  })
  .meta({ id: 'Block' });

const { space, block } = pathParameters;
const byCoordinator = { callers: ['coordinator'], support: false, problems: ['unauthenticated'] } as const;

export const blockRoutes = {
  listBlocks: route({
    ...noInput,
    ...byCoordinator,
    method: 'GET',
    path: '/v1/spaces/{space}/blocks',
    function: 'sheddable',
    summary:
      'Lists the blocks that last until a coordinator lifts them. Nothing in it leads to a seeker. A coordinator does not see that a seeker blocked them.',
    params: { space },
    query: pageQuery.extend({ volunteer: volunteerId.optional().describe('Only blocks with this volunteer.') }),
    answers: { 200: pageOf(blockView) },
    shed: 'console',
  }),
  liftBlock: route({
    ...noInput,
    ...byCoordinator,
    method: 'DELETE',
    path: '/v1/spaces/{space}/blocks/{block}',
    function: 'coordinator',
    summary: 'Lifts a block, at once and for both sides: the two may be matched again. Either side may block again.',
    params: { space, block },
    answers: { 204: null },
    shed: 'never',
  }),
} as const;
