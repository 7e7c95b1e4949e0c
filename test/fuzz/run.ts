/**
 * A run: rounds of requests to a service, each in new worlds. The service must refuse every request of the first half of a round,
 * and neither table may change. Then every valid call must succeed. The second half has requests of any kind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { problems } from '../../shared/contract/problems.ts';
import type { RouteId } from '../../shared/contract/contract.ts';
import type { Service } from '../chaos/service.ts';
import { isRefusal, judge, mayChange, slugOf, type Rule, type Violation } from './judge.ts';
import {
  changesShown,
  findingsMax,
  inFlightMax,
  shedRetryMs,
  shedTriesMax,
  replaysMax,
  rest,
  roundMax,
  settleMs,
  sweepShare,
} from './limits.ts';
import { Logs } from './logs.ts';
import { everyRoute, planFrom, seedOf, type Mode, type Plan } from './plan.ts';
import { requestOf, type Request } from './request.ts';
import { rightCalls, type Right } from './right-calls.ts';
import { smallest } from './shrink.ts';
import { changes, Tables, type Contents } from '../world/tables.ts';
import { sweep } from './sweep.ts';
import { Tally } from './tally.ts';
import { Wire, type Outcome } from './wire.ts';
import type { World } from '../world/a-world.ts';
import { aWorld, allOff } from './world.ts';

export interface Finding extends Violation {
  /** Absent if no single request caused it. */
  readonly request?: Request | undefined;
  readonly isSmallest?: boolean;
}

export interface RunOptions {
  readonly seed: number;
  readonly requests: number;
  /** Sends only the request of this number. */
  readonly only?: number | undefined;
  /** Ends at the first finding. */
  readonly bail?: boolean;
  /** Called after every round. */
  progress?(tally: Tally, findings: readonly Finding[]): void;
}

interface Sent {
  readonly request: Request;
  readonly outcome: Outcome;
}

export interface Fuzzed {
  readonly tally: Tally;
  readonly findings: readonly Finding[];
}

/** Sends all requests and returns the findings. No other client may use the service. */
export async function fuzz(service: Service, options: RunOptions): Promise<Fuzzed> {
  const run = new Run(service, options);
  try {
    await run.all();
    return run;
  } finally {
    run.close();
  }
}

/** The numbers of the requests of the sweep are above this. */
const sweptFrom = 1_000_000;

/** The half of the round that a request is in. Every request of the sweep is spoiled. */
function modeOf(n: number): Mode {
  if (n > sweptFrom) return 'spoiled';
  return (n - 1) % roundMax < roundMax / 2 ? 'spoiled' : 'any';
}

/** The position of a route in the order in which all valid calls succeed. */
function orderIn(rights: Readonly<Record<RouteId, Right>>, route: RouteId): number {
  return Object.keys(rights).indexOf(route);
}

class Run {
  readonly tally = new Tally();
  readonly findings: Finding[] = [];
  private readonly service: Service;
  private readonly options: RunOptions;
  private readonly wire: Wire;
  private readonly tables: Tables;
  private readonly logs: Logs;

  constructor(service: Service, options: RunOptions) {
    this.service = service;
    this.options = options;
    this.wire = new Wire(service.url);
    this.tables = new Tables(service.engines.dynamoDb);
    this.logs = new Logs(service.stateDir);
  }

  close(): void {
    this.wire.close();
    this.tables.close();
  }

  async all(): Promise<void> {
    const { requests, only, progress } = this.options;
    if (only !== undefined) return this.alone(only);
    const swept = await this.swept(Math.floor(requests * sweepShare));
    for (let from = 1; from <= requests - swept && !this.isOver; from += roundMax) {
      const numbers = Array.from({ length: Math.min(roundMax, requests - swept - from + 1) }, (_, at) => from + at);
      await this.spoiled(numbers.filter((n) => modeOf(n) === 'spoiled'));
      if (!this.isOver) await this.anything(numbers.filter((n) => modeOf(n) === 'any'));
      for (const violation of this.logs.violations()) this.findings.push(violation);
      progress?.(this.tally, this.findings);
    }
  }

  private get isOver(): boolean {
    return this.findings.length >= (this.options.bail === true ? 1 : findingsMax);
  }

  private async alone(n: number): Promise<void> {
    const world = await aWorld(this.service);
    const { seed } = this.options;
    const rights = rightCalls(world);
    const plan = n > sweptFrom ? [...sweep(rights, seed), ...sweep(rights, seed, 'odd')][n - sweptFrom - 1] : undefined;
    const send = () => this.batch([n], world, () => plan);
    await this.judged(await (modeOf(n) === 'spoiled' ? this.nothingChangedBy(send) : send()));
    for (const violation of this.logs.violations()) this.findings.push(violation);
  }

  /** Sends every wrong value at every place, up to `most` requests. Resolves with their number. */
  private async swept(most: number): Promise<number> {
    const world = await aWorld(this.service);
    const rights = rightCalls(world);
    const { seed } = this.options;
    const wrong = sweep(rights, seed).slice(0, most);
    const odd = sweep(rights, seed, 'odd').slice(0, most - wrong.length);
    const plans = [...wrong, ...odd];
    const send = (from: number, to: number) =>
      this.batch(
        plans.slice(from, to).map((_, at) => sweptFrom + from + at + 1),
        world,
        (n) => plans[n - sweptFrom - 1],
      );
    await this.judged(await this.nothingChangedBy(() => send(0, wrong.length)));
    if (!this.isOver) await this.judged(await send(wrong.length, plans.length));
    await allOff(this.service, world);
    this.tally.swept = plans.length;
    return plans.length;
  }

  /** Sends requests that must be refused. Then sends valid calls of all routes, to prove that the spoiling was refused. */
  private async spoiled(numbers: readonly number[]): Promise<void> {
    const world = await aWorld(this.service);
    await this.judged(await this.nothingChangedBy(() => this.batch(numbers, world)));
    const rights = rightCalls(world);
    for (const route of everyRoute.toSorted((a, b) => orderIn(rights, a) - orderIn(rights, b))) await this.right(route, world);
    await allOff(this.service, world);
  }

  /** Sends requests of any kind. Then sends the refused ones again, because a refused request may change nothing. */
  private async anything(numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return;
    const world = await aWorld(this.service);
    const sent = await this.batch(numbers, world);
    await allOff(this.service, world);
    await this.judged(sent);
    const again = sent
      .filter(({ request, outcome }) => isRefusal(outcome) && mayChange(request) && !request.isOddWire)
      .slice(0, replaysMax);
    await this.nothingChangedBy(async () => {
      const replayed = await inParallel(again, inFlightMax, async ({ request }) => ({
        request,
        outcome: await this.send(request),
      }));
      this.tally.replayed += replayed.length;
      return replayed;
    });
  }

  private async batch(
    numbers: readonly number[],
    world: World,
    given: (n: number) => Plan | undefined = () => undefined,
  ): Promise<readonly Sent[]> {
    const rights = rightCalls(world);
    const sent = await inParallel(numbers, inFlightMax, async (n): Promise<Sent> => {
      const { seed, route } = seedOf(this.options.seed, n);
      const plan = given(n) ?? planFrom(seed, route, modeOf(n));
      const request = requestOf(plan, modeOf(n), { n, world, right: rights[plan.route] });
      return { request, outcome: await this.send(request) };
    });
    for (const { request, outcome } of sent) this.tally.note(request, outcome);
    return sent;
  }

  /** Judges every answer. It may not run while tables are compared, because making a finding smaller writes. */
  private async judged(sent: readonly Sent[]): Promise<void> {
    for (const { request, outcome } of sent) {
      for (const violation of judge(request, outcome)) await this.found(violation, request);
    }
  }

  /** Sends the request, and sends it again if it was shed: a busy machine sheds some calls, and a shed call has no effect. */
  private async send({ bytes, method, isForGateway }: Request): Promise<Outcome> {
    const sending = { bytes, isHead: method === 'HEAD', isAlone: isForGateway };
    for (let tried = 1; ; tried += 1) {
      const outcome = await this.wire.send(sending);
      const isShed =
        outcome.kind === 'answered' && outcome.status === problems.unavailable.status && slugOf(outcome) === 'unavailable';
      if (!isShed || tried === shedTriesMax) return outcome;
      this.tally.shed += 1;
      await sleep(shedRetryMs * tried);
    }
  }

  private async right(route: RouteId, world: World): Promise<void> {
    const plan: Plan = { route, said: { how: 'right', fields: undefined }, spoilings: [] };
    const request = requestOf(plan, 'any', { n: 0, world, right: rightCalls(world)[route] });
    const outcome = await this.send(request);
    this.tally.note(request, outcome);
    for (const violation of judge(request, outcome)) this.findings.push({ ...violation, request });
    const slug = outcome.kind === 'answered' && outcome.status >= 400 ? slugOf(outcome) : undefined;
    // A rematch is allowed only after the other side has had two minutes to come.
    if (slug === undefined || (route === 'rematch' && slug === 'too-early')) return;
    this.findings.push({ rule: 'as the contract says', what: `a valid call of ${route} is refused: ${slug}`, request });
  }

  /** Compares both tables before and after requests that are all refused. If the service accepted one, it compares nothing. */
  private async nothingChangedBy(act: () => Promise<readonly Sent[]>): Promise<readonly Sent[]> {
    const before = await this.tables.atRest(rest);
    const sent = await act();
    await sleep(settleMs);
    if (!sent.every(({ outcome }) => isRefusal(outcome))) return sent;
    this.tally.compared += sent.length;
    const changed = changedByRefusals(before, await this.tables.contents());
    if (changed.length === 0) return sent;
    const what = changed.slice(0, changesShown).join('; ');
    const culprit = await this.culprit(sent.map(({ request }) => request));
    if (culprit === undefined) this.findings.push({ rule: 'nothing changed', what });
    else await this.found({ rule: 'nothing changed', what }, culprit);
    return sent;
  }

  /** Finds, by halves, the request that changes something when it is sent again. */
  private async culprit(requests: readonly Request[]): Promise<Request | undefined> {
    if (requests.length === 0 || !(await this.change(requests))) return undefined;
    const [only, ...others] = requests;
    if (others.length === 0) return only;
    const half = Math.ceil(requests.length / 2);
    return (await this.culprit(requests.slice(0, half))) ?? this.culprit(requests.slice(half));
  }

  /** Whether these refused requests change anything when they are sent again. */
  private async change(requests: readonly Request[]): Promise<boolean> {
    const before = await this.tables.contents();
    const outcomes = await inParallel(requests, inFlightMax, (request) => this.send(request));
    await sleep(settleMs);
    return outcomes.every(isRefusal) && changedByRefusals(before, await this.tables.contents()).length > 0;
  }

  /** Whether the request breaks the rule. */
  private async breaks(rule: Rule, request: Request): Promise<boolean> {
    if (rule === 'nothing changed') return this.change([request]);
    return judge(request, await this.send(request)).some((one) => one.rule === rule);
  }

  private async found(violation: Violation, request: Request): Promise<void> {
    if (this.isOver || this.findings.some(({ rule, what }) => rule === violation.rule && what === violation.what)) return;
    if (request.n > sweptFrom) return void this.findings.push({ ...violation, request, isSmallest: true });
    const small = await smallest(request, this.options.seed, await aWorld(this.service), (one) =>
      this.breaks(violation.rule, one),
    );
    this.findings.push({ ...violation, request: small ?? request, isSmallest: small !== undefined });
  }
}

/** What refused requests have changed, without the counters of calls and without changes that the clock causes. */
function changedByRefusals(before: Contents, after: Contents): readonly string[] {
  return changes(before, after, ['rate-counted', 'room-forgotten']);
}
