/** Requests that wait although no volunteer could serve them. Read once for many requests: a room may hold hundreds. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { pageItemsMax, roomWholePage } from '../../domain/limits.ts';
import { strandedRequestsMax } from '../../domain/stranding-limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Talk } from '../../domain/talk.ts';
import { needs, type Need } from '../../domain/vocabulary.ts';
import type { Volunteer } from '../../domain/volunteer.ts';
import type { Ports } from '../../ports.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { roomIndex, roomOf, spacePk, volunteerPrefix } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { couldServe, judgedOf, type Able, type Judged } from './serviceability.ts';

/** The waiting requests of these needs, as the index shows them, up to `strandedRequestsMax`. 503. */
export async function readWaitingOf(
  ports: Ports,
  space: SpaceId,
  wanted: readonly Need[],
): Promise<Result<readonly Talk[], Problem>> {
  const waiting: Talk[] = [];
  for (const need of wanted) {
    const prefix = roomIndex.waitingPrefix(needs.indexOf(need));
    const pk = roomIndex.pk(roomOf(space));
    for await (const page of pages(ports, { table: 'live', index: 'room', pk, prefix, limit: roomWholePage })) {
      if (!page.ok) return page;
      waiting.push(...readable(ports, talkRecord, page.value.items));
      if (waiting.length >= strandedRequestsMax) return ok(waiting.slice(0, strandedRequestsMax));
    }
  }
  return ok(waiting);
}

/** The settings and volunteers by which requests are judged: as they are, as they were, or as they would be. */
export interface Side {
  /** Whether an offer of the request may be made at all, whatever volunteers there are. */
  readonly takes: (talk: Talk) => boolean;
  /** The volunteer, if they may serve. */
  readonly able: (profile: Volunteer) => Able | undefined;
}

export interface Unserved {
  readonly talk: Talk;
  /** Whether a volunteer could serve it before. */
  readonly wasServed: boolean;
}

/** Requests that are alike: what they need of a volunteer is the same. */
interface Kind {
  readonly judged: Judged;
  readonly talks: Talk[];
  readonly takes: { readonly before: boolean; readonly after: boolean };
  wasServed: boolean;
}

/**
 * Of these requests, those that no volunteer could serve `after`. It reads the volunteers of the space page by page, only until each request
 * has one. If a volunteer cannot be read, that volunteer might serve all, and no request is unserved. 503.
 */
export async function unservedOf(
  ports: Ports,
  { space, talks }: { readonly space: SpaceId; readonly talks: readonly Talk[] },
  { before, after }: { readonly before: Side; readonly after: Side },
): Promise<Result<readonly Unserved[], Problem>> {
  let left = kindsOf(talks, { before, after });
  const wanted = { table: 'home', pk: spacePk(space), prefix: volunteerPrefix, limit: pageItemsMax } as const;
  if (left.length === 0) return ok([]);
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) return page;
    const profiles = readable(ports, volunteerRecord, page.value.items);
    if (profiles.length < page.value.items.length) return ok([]);
    for (const profile of profiles) {
      const [was, is] = [before.able(profile), after.able(profile)];
      left = left.filter(({ judged, takes }) => !takes.after || is === undefined || !couldServe(judged, is));
      for (const kind of left) if (kind.takes.before && was !== undefined && couldServe(kind.judged, was)) kind.wasServed = true;
    }
    if (left.length === 0) break;
  }
  return ok(left.flatMap(({ talks: alike, wasServed }) => alike.map((talk) => ({ talk, wasServed }))));
}

function kindsOf(talks: readonly Talk[], { before, after }: { readonly before: Side; readonly after: Side }): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const talk of talks) {
    const judged = judgedOf(talk);
    const takes = { before: before.takes(talk), after: after.takes(talk) };
    const { languages, channel, role, topics, preferences } = judged.wishes;
    const key = JSON.stringify([languages, channel, role, topics, preferences, [...judged.apart].toSorted(), takes]);
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { judged, talks: [talk], takes, wasServed: false });
    else known.talks.push(talk);
  }
  return [...kinds.values()];
}
