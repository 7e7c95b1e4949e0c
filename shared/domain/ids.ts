/**
 * Identifiers: a prefix that says what the id names, then base64url. They are branded types, so that one kind of id cannot be
 * used as another. `maxLength` follows from the pattern; it is stated for readers of the API contract.
 */
import * as z from 'zod';

const shape = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{8,64}$`, 'u'))
    .meta({ maxLength: prefix.length + 65 });

export const spaceId = shape('spc').brand<'SpaceId'>();
export const requestId = shape('req').brand<'RequestId'>();
export const offerId = shape('ofr').brand<'OfferId'>();
export const volunteerId = shape('vol').brand<'VolunteerId'>();
export const partnerId = shape('ptn').brand<'PartnerId'>();
export const keyId = shape('key').brand<'KeyId'>();
export const reportId = shape('rpt').brand<'ReportId'>();
export const escalationId = shape('esc').brand<'EscalationId'>();
export const endpointId = shape('ept').brand<'EndpointId'>();
export const deliveryId = shape('dlv').brand<'DeliveryId'>();

/** The id of a block holds its volunteer: `blk_<volunteer>.<random>.<check>`. So the blocks of one volunteer stand together in a list. */
export const blockId = z
  .string()
  .regex(/^blk_[A-Za-z0-9_-]{8,64}\.[A-Za-z0-9_-]{8,64}\.[A-Za-z0-9_-]{8}$/u)
  .meta({ maxLength: 142 })
  .brand<'BlockId'>();
export type BlockId = z.infer<typeof blockId>;

/** What the ids of all blocks with this volunteer begin with. */
export function blockIdsOf(volunteer: VolunteerId): string {
  return `blk_${volunteer.slice('vol_'.length)}.`;
}

/** The volunteer that the id of a block names. */
export function volunteerOfBlock(id: BlockId): VolunteerId {
  return volunteerId.parse(`vol_${id.slice('blk_'.length, id.indexOf('.'))}`);
}

export type SpaceId = z.infer<typeof spaceId>;
export type RequestId = z.infer<typeof requestId>;
export type OfferId = z.infer<typeof offerId>;
export type VolunteerId = z.infer<typeof volunteerId>;
export type PartnerId = z.infer<typeof partnerId>;
export type KeyId = z.infer<typeof keyId>;
export type ReportId = z.infer<typeof reportId>;
export type EscalationId = z.infer<typeof escalationId>;
export type EndpointId = z.infer<typeof endpointId>;
export type DeliveryId = z.infer<typeof deliveryId>;

/** A conversation id is the request id and the number of the match: `cnv_<request>.<n>`. So each can be found from the other. */
export const conversationId = z
  .string()
  .regex(/^cnv_[A-Za-z0-9_-]{8,64}\.[1-9][0-9]?$/u)
  .meta({ maxLength: 71 })
  .brand<'ConversationId'>();
export type ConversationId = z.infer<typeof conversationId>;

/** The id of the `n`th match (from 1) of a request. */
export function conversationOf(request: RequestId, n: number): ConversationId {
  return conversationId.parse(`cnv_${request.slice('req_'.length)}.${n}`);
}

/** The request and the number of the match that a conversation id names. */
export function partsOf(conversation: ConversationId): { readonly request: RequestId; readonly n: number } {
  const dot = conversation.lastIndexOf('.');
  return { request: requestId.parse(`req_${conversation.slice('cnv_'.length, dot)}`), n: Number(conversation.slice(dot + 1)) };
}
