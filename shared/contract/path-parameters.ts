/** What stands in paths, by its name there: what it takes, and what it is. */
import * as z from 'zod';
import {
  conversationId,
  escalationId,
  keyId,
  offerId,
  partnerId,
  reportId,
  requestId,
  spaceId,
  volunteerId,
} from '../domain/ids.ts';
import { subjectCharsMax } from '../domain/limits.ts';
import { country } from '../domain/vocabulary.ts';

/** An opaque text that is no id of ours. */
export const identifier = z.string().min(1).max(subjectCharsMax);

interface PathParameter {
  readonly schema: z.ZodType;
  readonly description: string;
}

export const pathParameters: Readonly<Record<string, PathParameter>> = {
  space: { schema: spaceId, description: 'The space.' },
  request: { schema: requestId, description: 'The talk request.' },
  conversation: { schema: conversationId, description: 'The conversation: its request, and which match of it.' },
  offer: { schema: offerId, description: 'The offer.' },
  volunteer: { schema: volunteerId, description: 'The volunteer.' },
  report: { schema: reportId, description: 'The report.' },
  escalation: { schema: escalationId, description: 'The escalation.' },
  partner: { schema: partnerId, description: 'The partner.' },
  key: { schema: keyId, description: 'The key of the partner; not its secret.' },
  country: { schema: country, description: 'The country, ISO 3166-1 alpha-2.' },
  code: { schema: identifier, description: 'The code of the invitation.' },
  sub: { schema: identifier, description: 'Who it is to the identity provider: the `sub` of their tokens.' },
};
