/**
 * From changes of the stream to the sockets of those whom they concern. It is best effort and never fails: what a socket misses, the answer to its
 * next beat tells.
 */
import type { SpaceId } from '../../domain/ids.ts';
import { tellsParallel, youngLinkMs } from '../../domain/live-limits.ts';
import { isSilentSeat, type Seat } from '../../domain/seat.ts';
import { silentEvents, type Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Key, Ports, Sockets } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { liveKeys } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { viewedRequest } from '../talk-requests/request-view.ts';
import { volunteerOr404 } from '../volunteers/load-volunteer.ts';
import { mayPushBoard } from './board-pushes.ts';
import { goneFrameOf, isGone, textOf } from './frames.ts';
import { boardLinksPk, linkRecord, linksIn, linksPkOf, type Link } from './links.ts';
import { boardStateOf, talkStateOf, volunteerStateOf } from './states.ts';

/** What changed: a request or a seat as it was written, a request that was deleted, or a case that was raised. */
export type Told =
  | { readonly kind: 'talk'; readonly talk: Talk }
  | { readonly kind: 'seat'; readonly seat: Seat }
  | { readonly kind: 'deleted'; readonly key: Key }
  | { readonly kind: 'case'; readonly space: SpaceId };

/** What a push needs besides the ports. */
export interface Push {
  readonly ports: Ports;
  readonly sockets: Sockets;
  readonly now: EpochMs;
}

/** The newest change of each subject in a batch, oldest first; the board of each space once. */
export async function pushChanges(push: Push, changes: readonly Told[]): Promise<void> {
  const told = changes.filter((change) => !isSilent(change));
  const newest = new Map(told.map((change) => [linksOfChange(change), change]));
  const boards = Map.groupBy(told, spaceOf);
  const work = [
    ...[...newest].map(
      ([pk, change]) =>
        () =>
          pushSubject(push, change, pk),
    ),
    ...[...boards].map(
      ([space, ofSpace]) =>
        () =>
          pushBoard(push, space, ofSpace),
    ),
  ];
  const done = await inParallel(work, tellsParallel, (one) => one().catch(() => 1));
  const failed = done.reduce((sum, count) => sum + count, 0);
  if (failed > 0) push.ports.log.write({ code: 'frames-not-told', fields: { failed } });
}

function isSilent(change: Told): boolean {
  if (change.kind === 'talk') return silentEvents.has(change.talk.event);
  return change.kind === 'seat' && isSilentSeat(change.seat);
}

/** The partition with the links of what changed. Of a raised case: none, for only boards show it. */
function linksOfChange(change: Told): string | undefined {
  switch (change.kind) {
    case 'talk':
      return linksPkOf(liveKeys.talk(change.talk.id));
    case 'seat':
      return linksPkOf(liveKeys.seat(change.seat.space, change.seat.volunteer));
    case 'deleted':
      return linksPkOf(change.key);
    case 'case':
      return undefined;
  }
}

function spaceOf(change: Told): SpaceId | undefined {
  switch (change.kind) {
    case 'talk':
      return change.talk.space;
    case 'seat':
      return change.seat.space;
    case 'case':
      return change.space;
    case 'deleted':
      return undefined;
  }
}

/** Returns how many sockets could not be told. */
async function pushSubject(push: Push, change: Told, pk: string | undefined): Promise<number> {
  const links = pk === undefined ? [] : await linksOf(push, pk);
  if (links.length === 0) return 0;
  if (change.kind === 'talk') return pushTalk(push, change.talk, links);
  if (change.kind === 'seat') return pushSeat(push, change.seat, links);
  const failed = await tellAll(push, links, ({ subject }) => textOf(goneFrameOf(subject)));
  // An erased request leaves no trace here either.
  await inParallel(links, tellsParallel, (link) => push.ports.store.commit([linkRecord.remove(link)]));
  return failed;
}

async function linksOf({ ports }: Push, pk: string): Promise<readonly Link[]> {
  const links = await linksIn(ports, pk);
  return links.ok ? links.value : [];
}

async function pushTalk(push: Push, changed: Talk, links: readonly Link[]): Promise<number> {
  const { ports, now } = push;
  const space = await spaceOr404(ports, changed.space);
  if (!space.ok) return links.length;
  const viewed = await viewedRequest(ports, space.value, changed, now);
  if (!viewed.ok) return links.length;
  const text = textOf(talkStateOf({ space: space.value, ...viewed.value }, 'push', now));
  return tellAll(push, links, () => text);
}

/** A person who has lost the login of the volunteer is told that there is nothing more, and nothing else. */
async function pushSeat(push: Push, seat: Seat, links: readonly Link[]): Promise<number> {
  const { ports, now } = push;
  const member = await volunteerOr404(ports, seat);
  if (!member.ok && !isGone(member.error)) return links.length;
  const state = member.ok ? await volunteerStateOf(ports, { ...member.value, seat }, now) : undefined;
  if (state?.ok === false) return links.length;
  const login = member.ok ? member.value.volunteer.subject : undefined;
  const text = state === undefined ? '' : textOf(state.value);
  return tellAll(push, links, ({ subject }) =>
    subject.kind === 'volunteer' && subject.login === login && text !== '' ? text : textOf(goneFrameOf(subject)),
  );
}

/** Each coordinator sees the board a little differently: a report is not counted by whoever it names. */
async function pushBoard(push: Push, space: SpaceId | undefined, changes: readonly Told[]): Promise<number> {
  if (space === undefined) return 0;
  const links = await linksOf(push, boardLinksPk(space));
  const isCase = changes.some(({ kind }) => kind === 'case');
  if (links.length === 0 || !(await mayPushBoard(push.ports, space, isCase, push.now))) return 0;
  const byLogin = Map.groupBy(links, ({ subject }) => (subject.kind === 'talk' ? '' : subject.login));
  const failed = await inParallel([...byLogin], tellsParallel, async ([login, theirs]) => {
    const state = await boardStateOf(push.ports, { kind: 'board', space, login }, isCase ? 'case' : 'changed', push.now);
    if (!state.ok && !isGone(state.error)) return theirs.length;
    return tellAll(push, theirs, ({ subject }) => textOf(state.ok ? state.value : goneFrameOf(subject)));
  });
  return failed.reduce((sum, count) => sum + count, 0);
}

/** Returns how many could not be told. A link goes only when its connection is gone and is old enough to have been open. */
async function tellAll(push: Push, links: readonly Link[], frameFor: (link: Link) => string): Promise<number> {
  const told = await inParallel(links, tellsParallel, async (link) => {
    const outcome = await push.sockets.tell(link.connection, frameFor(link));
    if (outcome === 'gone' && link.at + youngLinkMs < push.now) await push.ports.store.commit([linkRecord.remove(link)]);
    return outcome;
  });
  return told.filter((outcome) => outcome === 'failed').length;
}
