/**
 * A run: rounds of requests against a service, each on fresh worlds. The first half of a round is spoiled so that all of it
 * must be refused, and must leave both tables as they were; then every right call must succeed; the second half is anything.
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
  putOffMs,
  putOffTriesMax,
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
import { Wire, type Heard } from './wire.ts';
import { aWorld, calm, type World } from './world.ts';

export interface Finding extends Violation {
  /** Absent where no single request is to blame. */
  readonly request?: Request | undefined;
  readonly isSmallest?: boolean;
}

export interface RunOptions {
  readonly seed: number;
  readonly requests: number;
  /** Only the request of this number. */
  readonly only?: number | undefined;
  /** Ends at the first finding. */
  readonly bail?: boolean;
  /** Told of every round that is done. */
  progress?(tally: Tally, findings: readonly Finding[]): void;
}

interface Sent {
  readonly request: Request;
  readonly heard: Heard;
}

export interface Fuzzed {
  readonly tally: Tally;
  readonly findings: readonly Finding[];
}

/** Sends them all and tells what was found. The service must be the fuzzer's alone. */
export async function fuzz(service: Service, options: RunOptions): Promise<Fuzzed> {
  const run = new Run(service, options);
  try {
    await run.all();
    return run;
  } finally {
    run.close();
  }
}

/** The numbers of the sweep begin above this one. */
const sweptFrom = 1_000_000;

/** Which half of its round a request is in; all of the sweep is spoiled. */
function modeOf(n: number): Mode {
  if (n > sweptFrom) return 'spoiled';
  return (n - 1) % roundMax < roundMax / 2 ? 'spoiled' : 'any';
}

/** Right calls come in the order in which all of them succeed. */
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

  /** Every wrong value at every place, as far as there is room for them. Resolves with how many that were. */
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
    await calm(this.service, world);
    this.tally.swept = plans.length;
    return plans.length;
  }

  /** What must be refused; and then the same calls unspoiled, so that it was the spoiling that was refused. */
  private async spoiled(numbers: readonly number[]): Promise<void> {
    const world = await aWorld(this.service);
    await this.judged(await this.nothingChangedBy(() => this.batch(numbers, world)));
    const rights = rightCalls(world);
    for (const route of everyRoute.toSorted((a, b) => orderIn(rights, a) - orderIn(rights, b))) await this.right(route, world);
    await calm(this.service, world);
  }

  /** Anything; and whatever was refused once more, since a refusal must change nothing however far the request came. */
  private async anything(numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return;
    const world = await aWorld(this.service);
    const sent = await this.batch(numbers, world);
    await calm(this.service, world);
    await this.judged(sent);
    const again = sent
      .filter(({ request, heard }) => isRefusal(heard) && mayChange(request) && !request.isOddWire)
      .slice(0, replaysMax);
    await this.nothingChangedBy(async () => {
      const heard = await inParallel(again, inFlightMax, async ({ request }) => ({ request, heard: await this.send(request) }));
      this.tally.replayed += heard.length;
      return heard;
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
      return { request, heard: await this.send(request) };
    });
    for (const { request, heard } of sent) this.tally.note(request, heard);
    return sent;
  }

  /** Judges every answer. Not while tables are compared: what makes a finding smaller writes. */
  private async judged(sent: readonly Sent[]): Promise<void> {
    for (const { request, heard } of sent) {
      for (const violation of judge(request, heard)) await this.found(violation, request);
    }
  }

  /** Sends it, and again where it was put off: on a busy machine some are, and a call that was put off has had no effect. */
  private async send({ bytes, method, isForGateway }: Request): Promise<Heard> {
    const sending = { bytes, isHead: method === 'HEAD', isAlone: isForGateway };
    for (let tried = 1; ; tried += 1) {
      const heard = await this.wire.send(sending);
      const isPutOff =
        heard.kind === 'answered' && heard.status === problems.unavailable.status && slugOf(heard) === 'unavailable';
      if (!isPutOff || tried === putOffTriesMax) return heard;
      this.tally.putOff += 1;
      await sleep(putOffMs * tried);
    }
  }

  private async right(route: RouteId, world: World): Promise<void> {
    const plan: Plan = { route, said: { how: 'right', fields: undefined }, spoilings: [] };
    const request = requestOf(plan, 'any', { n: 0, world, right: rightCalls(world)[route] });
    const heard = await this.send(request);
    this.tally.note(request, heard);
    for (const violation of judge(request, heard)) this.findings.push({ ...violation, request });
    const slug = heard.kind === 'answered' && heard.status >= 400 ? slugOf(heard) : undefined;
    // The other side has two minutes to come.
    if (slug === undefined || (route === 'rematch' && slug === 'too-early')) return;
    this.findings.push({ rule: 'as the contract says', what: `a right call of ${route} is refused: ${slug}`, request });
  }

  /** Both tables are the same before and after what is refused, whole. Where something was taken there is nothing to compare. */
  private async nothingChangedBy(act: () => Promise<readonly Sent[]>): Promise<readonly Sent[]> {
    const before = await this.tables.atRest(rest);
    const sent = await act();
    await sleep(settleMs);
    if (!sent.every(({ heard }) => isRefusal(heard))) return sent;
    this.tally.compared += sent.length;
    const changed = changedByRefusals(before, await this.tables.contents());
    if (changed.length === 0) return sent;
    const what = changed.slice(0, changesShown).join('; ');
    const culprit = await this.culprit(sent.map(({ request }) => request));
    if (culprit === undefined) this.findings.push({ rule: 'nothing changed', what });
    else await this.found({ rule: 'nothing changed', what }, culprit);
    return sent;
  }

  /** The one among them that changes something when it is sent again, found by halves. */
  private async culprit(requests: readonly Request[]): Promise<Request | undefined> {
    if (requests.length === 0 || !(await this.change(requests))) return undefined;
    const [only, ...others] = requests;
    if (others.length === 0) return only;
    const half = Math.ceil(requests.length / 2);
    return (await this.culprit(requests.slice(0, half))) ?? this.culprit(requests.slice(half));
  }

  /** Whether these, all of them refused, change anything when they are sent again. */
  private async change(requests: readonly Request[]): Promise<boolean> {
    const before = await this.tables.contents();
    const heard = await inParallel(requests, inFlightMax, (request) => this.send(request));
    await sleep(settleMs);
    return heard.every(isRefusal) && changedByRefusals(before, await this.tables.contents()).length > 0;
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

/** What refused requests have changed: not the counters that count them, nor what the clock alone does. */
function changedByRefusals(before: Contents, after: Contents): readonly string[] {
  return changes(before, after, ['rate-counted', 'room-forgotten']);
}
