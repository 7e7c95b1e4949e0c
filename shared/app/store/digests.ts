/** The keyed digests by which people and payloads are known. Each has its own purpose, so that one cannot be used as another. */
import type { PartnerId, RequestId, SpaceId } from '../../domain/ids.ts';
import type { Json, Crypto } from '../../ports.ts';

/** A person, by the `sub` of the identity provider. */
export function personDigest(crypto: Crypto, sub: string): string {
  return crypto.mac('person', sub);
}

/** Characters of a person's label after its first word: 48 bits, enough to tell all people of a space apart. */
const labelChars = 8;

/**
 * A person as the coordinators of one space know them: the same word in every list of this space, and another one in every other space. So
 * two spaces cannot find out that they share a person.
 */
export function personLabel(crypto: Crypto, space: SpaceId, person: string): string {
  return `person-${crypto.mac('person-label', space, person).slice(0, labelChars)}`;
}

/** The person in the words of a list: "you" for the reader, else the label. */
export function wordFor(
  crypto: Crypto,
  { space, person, reader }: { readonly space: SpaceId; readonly person: string; readonly reader: string },
): string {
  return person === reader ? 'you' : personLabel(crypto, space, person);
}

/** A partner's pseudonym for its user, in one space. Two spaces or two partners cannot be linked by it. */
export function subjectDigest(crypto: Crypto, space: SpaceId, partner: PartnerId, subject: string): string {
  return crypto.mac('subject', space, partner, subject);
}

/** A body, with the names of every object in order: the same payload has the same digest, however it was written. */
export function payloadDigest(crypto: Crypto, payload: Json): string {
  return crypto.mac('payload', canonical(payload));
}

/**
 * A request that was in this space: enough to answer 410, not enough to say which request. In another space the digest is not
 * found.
 */
export function tombstoneDigest(crypto: Crypto, space: SpaceId, id: RequestId): string {
  return crypto.mac('tombstone', space, id);
}

/** A request that an edit of its space does not end. The item of the edit outlives an erasure by minutes, so it holds no id. */
export function sparedDigest(crypto: Crypto, space: SpaceId, id: RequestId): string {
  return crypto.mac('spared', space, id);
}

/**
 * One of 4,096 groups of networks, drawn anew for each space and period. It is enough to count by, and says nothing about a network: thousands
 * share each group, and after the period they are in other groups.
 */
export function networkGroup(
  crypto: Crypto,
  { space, network, period }: { readonly space: SpaceId; readonly network: string; readonly period: string },
): string {
  return crypto.mac('network', space, period, network).slice(0, 2);
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((entry: Json) => canonical(entry)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
