/** Where everything is stored: the keys of both tables and the sort keys in the index of a room, in one file. */
import type { Feedback } from '../../domain/feedback.ts';
import {
  requestId,
  spaceId,
  type BlockId,
  type DeliveryId,
  type EndpointId,
  type EscalationId,
  type KeyId,
  type PartnerId,
  type ReportId,
  type RequestId,
  type SpaceId,
  type VolunteerId,
} from '../../domain/ids.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { EndpointOwner } from '../../domain/webhooks/event-types.ts';
import { caseAlertsPartition, livePrefixes } from '../../names.ts';
import type { Key } from '../../ports.ts';

/** The sort key of items that are alone in their partition. */
const only = '-';

/** Milliseconds in 15 digits. They sort as text until the year 33658. */
export function sortable(at: EpochMs): string {
  return String(at).padStart(15, '0');
}

/** The room of a space, which is the address of wakes. A space has one shard until it needs more. */
export function roomOf(space: SpaceId): string {
  return `${space}#0`;
}

/** The space of a room. Undefined: no such room can be. */
export function spaceOfRoom(room: string): SpaceId | undefined {
  const space = spaceId.safeParse(room.split('#')[0]);
  return space.success ? space.data : undefined;
}

/** The request whose key this is. Undefined: of no request. */
export function requestOfKey({ pk }: Pick<Key, 'pk'>): RequestId | undefined {
  const id = requestId.safeParse(pk.startsWith(livePrefixes.talk) ? pk.slice(livePrefixes.talk.length) : '');
  return id.success ? id.data : undefined;
}

export const liveKeys = {
  talk: (id: RequestId): Key => ({ table: 'live', pk: `${livePrefixes.talk}${id}`, sk: only }),
  seat: (space: SpaceId, volunteer: VolunteerId): Key => ({
    table: 'live',
    pk: `${livePrefixes.seat}${space}#${volunteer}`,
    sk: only,
  }),
  /** At most one live request per subject: held until the request ends. */
  subject: (space: SpaceId, subject: string): Key => ({ table: 'live', pk: `SUBJECT#${space}#${subject}`, sk: only }),
  /** Stored by a keyed digest of the request's id. It answers 410 and says nothing else. */
  tombstone: (digest: string): Key => ({ table: 'live', pk: `GONE#${digest}`, sk: only }),
  liveRoom: (room: string): Key => ({ table: 'live', pk: liveRoomsPk, sk: room }),
  /** The rate counter of requests to talk in one bucket and window. */
  askRate: (bucket: string, window: number): Key => ({ table: 'live', pk: `RATE#ASKS#${bucket}#${window}`, sk: only }),
  /** The same for requests that were refused. */
  refusalRate: (bucket: string, window: number): Key => ({ table: 'live', pk: `RATE#REFUSALS#${bucket}#${window}`, sk: only }),
  /** The rate counter of places in a queue that a group of networks took in one window. */
  placeRate: (bucket: string, window: number): Key => ({ table: 'live', pk: `RATE#PLACES#${bucket}#${window}`, sk: only }),
  leaver: (space: SpaceId, volunteer: VolunteerId): Key => ({ table: 'live', pk: leaversPk, sk: `${space}#${volunteer}` }),
  /** An edit that may strand requests, in the order of the spaces. */
  narrowing: (space: SpaceId, id: string): Key => ({ table: 'live', pk: narrowingsPk, sk: `${space}#${id}` }),
  caseAlert: (about: EscalationId | ReportId): Key => ({ table: 'live', pk: caseAlertsPartition, sk: about }),
  waitSlot: (slot: number): Key => ({ table: 'live', pk: `WAIT#${slot}`, sk: only }),
} as const;

export const liveRoomsPk = 'LIVE';
/** The partition of the volunteers who have left and whose last talks are still open. */
export const leaversPk = 'LEAVERS';

/** The partition of the edits whose stranded requests are being ended. */
export const narrowingsPk = 'NARROWINGS';

export const homeKeys = {
  space: (id: SpaceId): Key => ({ table: 'home', pk: `SPACE#${id}`, sk: 'SPACE' }),
  coordinator: (space: SpaceId, subject: string): Key => ({
    table: 'home',
    pk: `SPACE#${space}`,
    sk: `${coordinatorPrefix}${subject}`,
  }),
  /** That a space is there, for the list of all. */
  listedSpace: (id: SpaceId): Key => ({ table: 'home', pk: spacesPk, sk: id }),
  volunteer: (space: SpaceId, id: VolunteerId): Key => ({ table: 'home', pk: `SPACE#${space}`, sk: `${volunteerPrefix}${id}` }),
  /** Which volunteer a signed-in person is in a space. */
  membership: (subject: string, space: SpaceId): Key => ({ table: 'home', pk: membershipsPk(subject), sk: space }),
  /** That a signed-in person coordinates a space. */
  coordinated: (subject: string, space: SpaceId): Key => ({ table: 'home', pk: coordinatedPk(subject), sk: space }),
  /** A person who was this volunteer until lately. */
  formerLogin: (space: SpaceId, volunteer: VolunteerId, subject: string): Key => ({
    table: 'home',
    pk: formerLoginsPk(space, volunteer),
    sk: subject,
  }),
  invitation: (digest: string): Key => ({ table: 'home', pk: `INVITATION#${digest}`, sk: only }),
  /** That a partner is there, for the list of all. */
  listedPartner: (id: PartnerId): Key => ({ table: 'home', pk: partnersPk, sk: id }),
  partner: (id: PartnerId): Key => ({ table: 'home', pk: `PARTNER#${id}`, sk: 'PARTNER' }),
  partnerKey: (partner: PartnerId, id: KeyId): Key => ({
    table: 'home',
    pk: `PARTNER#${partner}`,
    sk: `${partnerKeyPrefix}${id}`,
  }),
  endpoint: (owner: EndpointOwner, id: EndpointId): Key => ({ table: 'home', pk: ownerPk(owner), sk: `${endpointPrefix}${id}` }),
  delivery: (endpoint: EndpointId, id: DeliveryId): Key => ({ table: 'home', pk: deliveriesPk(endpoint), sk: id }),
  /** That a delivery is pending. */
  waitingDelivery: (endpoint: EndpointId, id: DeliveryId): Key => ({ table: 'home', pk: waitingDeliveriesPk(endpoint), sk: id }),
  /** That an endpoint has pending deliveries. */
  dueEndpoint: (endpoint: EndpointId): Key => ({ table: 'home', pk: dueEndpointsPk, sk: endpoint }),
  report: (space: SpaceId, id: ReportId): Key => ({ table: 'home', pk: `SPACE#${space}`, sk: `${reportPrefix}${id}` }),
  escalation: (space: SpaceId, id: EscalationId): Key => ({
    table: 'home',
    pk: `SPACE#${space}`,
    sk: `${escalationPrefix}${id}`,
  }),
  block: (space: SpaceId, subject: string, volunteer: VolunteerId): Key => ({
    table: 'home',
    pk: blocksPk(space, subject),
    sk: volunteer,
  }),
  /** That a pair is blocked, for the list of the space. By volunteer, because the id begins with the volunteer. */
  listedBlock: (space: SpaceId, id: BlockId): Key => ({ table: 'home', pk: listedBlocksPk(space), sk: id }),
  /** By week, so that the weeks of a span can be read. */
  feedback: (space: SpaceId, { week, digest }: Pick<Feedback, 'week' | 'digest'>): Key => ({
    table: 'home',
    pk: feedbackPk(space),
    sk: `${week}#${digest}`,
  }),
  /** Where a version before this one stored feedback. */
  feedbackWithoutWeek: (space: SpaceId, digest: string): Key => ({ table: 'home', pk: feedbackPk(space), sk: digest }),
  audit: (space: SpaceId, at: EpochMs, id: string): Key => ({ table: 'home', pk: auditPk(space), sk: `${sortable(at)}#${id}` }),
  idempotency: (digest: string): Key => ({ table: 'home', pk: `IDEMPOTENCY#${digest}`, sk: only }),
  dayCounts: (space: SpaceId, date: string): Key => ({ table: 'home', pk: `COUNTS#${space}`, sk: `DAY#${date}` }),
  /** `place`: a bucket of queue positions. */
  waitCounts: (space: SpaceId, place: number, kind: string): Key => ({
    table: 'home',
    pk: `COUNTS#${space}`,
    sk: `WAITS#${String(place).padStart(2, '0')}#${kind}`,
  }),
  demand: (space: SpaceId): Key => ({ table: 'home', pk: `COUNTS#${space}`, sk: 'DEMAND' }),
} as const;

/** The partition that lists all spaces. Spaces are made seldom, so one partition is enough. */
export const spacesPk = 'SPACES';

/** The partition that lists all partners. */
export const partnersPk = 'PARTNERS';

export const coordinatorPrefix = 'COORDINATOR#';
export const volunteerPrefix = 'VOLUNTEER#';
export const partnerKeyPrefix = 'KEY#';
export const reportPrefix = 'REPORT#';
export const escalationPrefix = 'ESCALATION#';
export const endpointPrefix = 'ENDPOINT#';

/** The partition that lists all endpoints with pending deliveries. */
export const dueEndpointsPk = 'DUE';

/** The partition of the deliveries of an endpoint, by the time of their events. */
export function deliveriesPk(endpoint: EndpointId): string {
  return `DELIVERIES#${endpoint}`;
}

/** The partition that lists the pending deliveries of an endpoint, by the time of their events. */
export function waitingDeliveriesPk(endpoint: EndpointId): string {
  return `WAITING#${endpoint}`;
}

/** The partition in which the endpoints of a partner or a space are. */
export function ownerPk(owner: EndpointOwner): string {
  return 'partner' in owner ? partnerPk(owner.partner) : spacePk(owner.space);
}

/** The partition of everything of a space that lasts. */
export function spacePk(space: SpaceId): string {
  return homeKeys.space(space).pk;
}

/** The partition of a partner and its keys. */
export function partnerPk(partner: PartnerId): string {
  return homeKeys.partner(partner).pk;
}

/** The partition of all memberships of a signed-in person (keyed digest). */
export function membershipsPk(subject: string): string {
  return `MEMBER#${subject}`;
}

/** The partition of all spaces that a signed-in person (keyed digest) coordinates. */
export function coordinatedPk(subject: string): string {
  return `COORDINATES#${subject}`;
}

/** The partition of the blocks of a seeker's keyed pseudonym: volunteers that are never matched with it. */
export function blocksPk(space: SpaceId, subject: string): string {
  return `BLOCKS#${space}#${subject}`;
}

/** The partition of all blocks of a space. */
export function listedBlocksPk(space: SpaceId): string {
  return `BLOCKED#${space}`;
}

/** The partition of the persons who were a volunteer until lately. */
export function formerLoginsPk(space: SpaceId, volunteer: VolunteerId): string {
  return `FORMER#${space}#${volunteer}`;
}

/** The partition of the feedback of a space, by week. */
export function feedbackPk(space: SpaceId): string {
  return `FEEDBACK#${space}`;
}

/** The partition of a space's audit, by time. */
export function auditPk(space: SpaceId): string {
  return `AUDIT#${space}`;
}

/** Sort keys in the index of a room. */
export const roomIndex = {
  pk: (room: string): string => `ROOM#${room}`,
  /** Waiting and offered requests, by need class and queue time. */
  waiting: (needClass: number, askedAt: EpochMs, id: RequestId): string =>
    `${roomIndex.waitingPrefix(needClass)}${sortable(askedAt)}#${id}`,
  waitingPrefix: (needClass: number): string => `W#${needClass}#`,
  /** Volunteers who are on with a free place, by the time they are free. */
  free: (availableAt: EpochMs, volunteer: VolunteerId): string => `${roomIndex.freePrefix}${sortable(availableAt)}#${volunteer}`,
  freePrefix: 'S#',
  /** Volunteers who are on with every place taken. */
  full: (availableAt: EpochMs, volunteer: VolunteerId): string => `${roomIndex.fullPrefix}${sortable(availableAt)}#${volunteer}`,
  fullPrefix: 'F#',
  /** Open talks, by the time they end. */
  talking: (endsBy: EpochMs, id: RequestId): string => `${roomIndex.talkingPrefix}${sortable(endsBy)}#${id}`,
  talkingPrefix: 'T#',
} as const;

/** The sweep index: one partition, by the time an ended request is deleted. */
export const sweepPk = 'SWEEP';
