/** From a cell of the matrix to the call that tries it. */
import { rightCalls } from '../e2e/support/a-world.ts';
import type { RawSent } from '../../client/sent.ts';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import type { People } from './people.ts';
import { callerKinds, callers, expected, routeIds, type CallerKind, type Place } from './role-table.ts';

/** Routes that take the right to read. The others that a partner may call take another. */
const takesReading: ReadonlySet<RouteId> = new Set(['showRequest', 'showConversation', 'talkLive']);

export interface Cell {
  readonly route: RouteId;
  readonly caller: CallerKind;
  readonly place: Place;
  /** The expected status. */
  readonly expected: number;
}

/** Ids of objects that a parent contains, or that stand alone. A code names its own space. */
const objects = [
  'request',
  'conversation',
  'offer',
  'volunteer',
  'report',
  'escalation',
  'block',
  'key',
  'code',
  'delivery',
  'endpoint',
] as const;
/** Ids of parents, or of the object itself. */
const containers = ['space', 'partner'] as const;

function namesIn(route: RouteId) {
  const { path } = contract[route];
  const isIn = (name: string): boolean => path.includes(`{${name}}`);
  return { container: containers.find(isIn), object: objects.find(isIn) };
}

/**
 * The places of the object that a route names. A caller from another space is at home there, so their cells are those of the
 * other callers.
 */
function placesOf(route: RouteId, caller: CallerKind): readonly Place[] {
  const { container, object } = namesIn(route);
  const isFromElsewhere = caller === 'volX' || caller === 'coordX';
  return [
    'own',
    ...(container === undefined ? [] : (['nowhere'] as const)),
    ...(object === undefined ? [] : (['absent'] as const)),
    ...(container === undefined || isFromElsewhere ? [] : (['foreign'] as const)),
    ...(container === undefined || object === undefined || isFromElsewhere ? [] : (['smuggled', 'strayed'] as const)),
  ];
}

/** A cell for every route, every kind of caller and every place. */
export const cells: readonly Cell[] = routeIds.flatMap((route) =>
  callerKinds.flatMap((caller) =>
    placesOf(route, caller).map((place) => ({ route, caller, place, expected: expected(route, caller, place) })),
  ),
);

/** Whether the call must change nothing: it is refused, or it declines an offer that this caller does not have. */
export function isRefusal({ route, caller, place, expected: status }: Cell): boolean {
  return status >= 400 || (route === 'declineOffer' && (caller !== 'vol' || place !== 'own'));
}

/** A cell, in the words of a failing test. */
export function told({ route, caller, place }: Cell): string {
  return `${route} by ${callers[caller]}, ${place}`;
}

/** The call of a cell. Only its caller and the ids it names can be wrong. */
export function sentOf(people: People, { route, caller, place }: Cell): RawSent {
  const right = rightCalls(people.world)[route];
  // The code of an endpoint is no other endpoint's.
  const isVerified = route === 'verifyPartnerEndpoint' && place === 'foreign';
  const body = isVerified ? rightCalls(people.elsewhere)[route].body : undefined;
  return {
    ...right,
    ...(body === undefined ? {} : { body }),
    token: tokenOf(people, route, caller),
    params: paramsAt(people, route, { caller, place }),
  };
}

function tokenOf(people: People, route: RouteId, caller: CallerKind): string | undefined {
  const { world, elsewhere, ended, suspended, keys, stranger } = people;
  const tokens: Readonly<Record<CallerKind, string | undefined>> = {
    none: undefined,
    partner: world.space.partner.key,
    partner2: world.other.key,
    noright: takesReading.has(route) ? keys.asks : keys.reads,
    revoked: keys.revoked,
    testkey: keys.test,
    seeker: contract[route].path.includes('{request}') ? world.waiting.token : world.talk.seeker.token,
    seeker2: world.declining.seeker.token,
    ended: ended.seeker.token,
    vol: volunteerOf(world, route).person.token,
    vol2: ended.volunteer.person.token,
    susp: suspended.talk.volunteer.person.token,
    volX: elsewhere.talk.volunteer.person.token,
    coord: world.space.coordinator.token,
    coordX: elsewhere.space.coordinator.token,
    oper: world.space.operator.token,
    stranger: stranger.token,
  };
  return tokens[caller];
}

/** The volunteer who has the offer, for routes about an offer. Else the volunteer who talks. */
function volunteerOf({ accepting, declining, talk }: People['world'], route: RouteId) {
  if (route === 'acceptOffer') return accepting.volunteer;
  return route === 'declineOffer' ? declining.volunteer : talk.volunteer;
}

type Params = Readonly<Record<string, string>>;

function paramsAt(people: People, route: RouteId, { caller, place }: Pick<Cell, 'caller' | 'place'>): Params {
  const own = ownParams(people, route, caller);
  const foreign: Params = rightCalls(people.elsewhere)[route].params ?? {};
  const { container = '', object = '' } = namesIn(route);
  const placed: Readonly<Record<Place, Params>> = {
    own,
    foreign,
    smuggled: { ...own, [object]: foreign[object] ?? '' },
    strayed: { ...own, [container]: foreign[container] ?? '' },
    absent: { ...own, [object]: absent(own[object]) },
    nowhere: { ...own, [container]: absent(own[container]) },
  };
  return placed[place];
}

/** A caller with a talk of their own acts on that talk. All other callers try the same talk. */
function ownParams({ world, ended, suspended }: People, route: RouteId, caller: CallerKind): Params {
  const own: Params = rightCalls(world)[route].params ?? {};
  const mine: Params =
    caller === 'ended'
      ? { request: ended.seeker.id, conversation: ended.id }
      : caller === 'susp'
        ? { conversation: suspended.talk.id, offer: suspended.offer }
        : {};
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, mine[name] ?? value]));
}

/** A well-formed id of an object that does not exist. */
function absent(id = ''): string {
  const nothing = `${/^[a-z]+_/u.exec(id)?.[0] ?? ''}${'0'.repeat(22)}`;
  if (id.startsWith('blk_')) return `${nothing}.${'0'.repeat(22)}.${'0'.repeat(8)}`;
  return id.startsWith('cnv_') ? `${nothing}.1` : nothing;
}
