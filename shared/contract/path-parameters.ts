/** The parameters that stand in paths, by name: the schema of each, with its description. */
import * as z from 'zod';
import {
  blockId,
  conversationId,
  deliveryId,
  endpointId,
  escalationId,
  keyId,
  offerId,
  partnerId,
  reportId,
  requestId,
  spaceId,
  volunteerId,
} from '../domain/ids.ts';
import { subCharsMax, tokenCharsMax } from '../domain/limits.ts';
import { foreignId } from '../domain/text.ts';
import { country } from '../domain/vocabulary.ts';

/** An opaque text that is no id of ours. */
const identifier = z.string().min(1).max(tokenCharsMax);

export const pathParameters = {
  space: spaceId.describe('The space.'),
  request: requestId.describe('The talk request.'),
  conversation: conversationId.describe('The conversation. The id holds the request and the number of the match.'),
  offer: offerId.describe('The offer.'),
  volunteer: volunteerId.describe('The volunteer.'),
  block: blockId.describe('The block.'),
  report: reportId.describe('The report.'),
  escalation: escalationId.describe('The escalation.'),
  partner: partnerId.describe('The partner.'),
  endpoint: endpointId.describe('The webhook endpoint.'),
  delivery: deliveryId.describe('The delivery: the `webhook-id` of its messages.'),
  key: keyId.describe('The id of the partner key, not its secret.'),
  country: country.describe('The country, ISO 3166-1 alpha-2.'),
  code: identifier.describe('The code of the invitation.'),
  sub: foreignId(subCharsMax).describe('The `sub` in the access tokens of the coordinator.'),
} as const;
