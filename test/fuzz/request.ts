/** A request as it is sent, with what is known of it before its answer. */
import type { ProblemSlug } from '../../shared/contract/problems.ts';
import { requestHeaderBytesMax } from '../../local/limits.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { Draft, bodyTakenBy } from './draft.ts';
import { treeOf, type Tree } from './json.ts';
import type { Mode, Plan } from './plan.ts';
import type { Right } from './right-calls.ts';
import type { Kind } from './spoil/spoiling.ts';
import type { World } from '../world/a-world.ts';

export interface Request {
  readonly n: number;
  readonly kind: Kind | 'right';
  readonly mode: Mode;
  readonly plan: Plan;
  readonly bytes: Buffer;
  readonly method: string;
  /** The route of its method and path. Undefined: there is no such route. */
  readonly route: RouteId | undefined;
  /** In every text of the request. */
  readonly mark: string;
  /** The credential in it. */
  readonly token: string | undefined;
  /** Why it must be refused. Empty: the service may accept it. */
  readonly refusals: ReadonlySet<ProblemSlug>;
  /** Whether the gateway may answer without a function. */
  readonly isForGateway: boolean;
  readonly isOddWire: boolean;
}

/** Bytes of separators that the gateway may count as part of the head. */
const headSlackBytes = 1_024;

/** Makes the request of a plan in a world. Each request has a new Idempotency-Key. */
export function requestOf(plan: Plan, mode: Mode, { n, world, right }: { n: number; world: World; right: Right }): Request {
  const draft = new Draft({ route: plan.route, world, right, n, body: bodyOf(plan, mode, right) });
  for (const { apply } of plan.spoilings) apply(draft);
  const bytes = draft.toBytes();
  const headBytes = bytes.indexOf('\r\n\r\n');
  return {
    n,
    kind: plan.spoilings[0]?.kind ?? 'right',
    mode,
    plan,
    bytes,
    method: draft.method,
    route: routeOf(draft.method, draft.target),
    mark: draft.mark,
    token: draft.token,
    refusals: draft.refusals,
    isForGateway: draft.isForGateway || headBytes > requestHeaderBytesMax - headSlackBytes,
    isOddWire: draft.mangle !== undefined,
  };
}

/** The body that the plan asks for. A request that must be refused for its spoiling has an otherwise valid body. */
function bodyOf({ route, said: { how, fields } }: Plan, mode: Mode, { body }: Right): Tree | undefined {
  if (how === 'right') return undefined;
  const said = how === 'instead' || typeof fields !== 'object' ? fields : { ...fields, ...body };
  return mode === 'spoiled' && bodyTakenBy(route)?.safeParse(said).success === false ? undefined : treeOf(said);
}

const shapes: readonly [string, RouteContract][] = Object.entries(contract);
const isRoute = (id: string): id is RouteId => id in contract;

/**
 * The route of a method and a target, by the segments of the path as in the gateway. An exact path goes before one with parameters. `HEAD` goes
 * where `GET` goes.
 */
export function routeOf(method: string, target: string): RouteId | undefined {
  const segments = target.split('?')[0]?.split('/') ?? [];
  const fits = shapes.filter(([, shape]) => {
    const wanted = shape.path.split('/');
    return (
      shape.method === (method === 'HEAD' ? 'GET' : method) &&
      wanted.length === segments.length &&
      wanted.every((one, at) => (one.startsWith('{') ? segments[at] !== '' : one === segments[at]))
    );
  });
  const [best] = fits.toSorted(([, a], [, b]) => a.path.split('{').length - b.path.split('{').length);
  return best !== undefined && isRoute(best[0]) ? best[0] : undefined;
}

/** The request to print, without the end of a long one and without the whole credential. */
export function shown({ bytes, plan }: Pick<Request, 'bytes' | 'plan'>): string {
  const text = bytes.toString('latin1').replace(/(authorization: \S+ \S{40})\S+/u, '$1…');
  const cut = text.length > shownCharsMax ? `${text.slice(0, shownCharsMax)}… (${bytes.length} bytes)` : text;
  const ways = plan.spoilings.map(({ kind, what }) => `${kind}: ${what}`);
  return `${ways.length === 0 ? 'unspoiled' : ways.join('; ')}\n${cut.replaceAll(/[^\x20-\x7e\n]/gu, (char) => (char === '\r' ? '' : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`))}`;
}

/** The most characters of a request that are printed: its head and the start of its body. */
const shownCharsMax = 1_000;
