/** One run: a seed gives a space, people and faults. The people act. The history is judged at every commit and at the end. */
import { countEverything } from './check/ending.ts';
import { constraints } from './check/constraints.ts';
import { costs } from './check/costs.ts';
import { Ledger, type Violation } from './check/ledger.ts';
import { history } from './check/history.ts';
import { machine } from './check/machine.ts';
import { onePerson } from './check/one-person.ts';
import { order } from './check/order.ts';
import { callouts } from './check/callouts.ts';
import { Overdue } from './check/overdue.ts';
import { boundMs, Patience } from './check/patience.ts';
import { Promises } from './check/promises.ts';
import { sides } from './check/sides.ts';
import { stranded } from './check/stranded.ts';
import { type Fired, faultProfiles } from './engine/faults.ts';
import { contextOf } from './engine/context.ts';
import type { Handlers } from './engine/handlers.ts';
import type { InvocationKind } from './engine/invocation.ts';
import { Simulator } from './engine/simulator.ts';
import { StreamMapping } from './engine/stream-mapping.ts';
import { Trace } from './engine/trace.ts';
import { WakeMapping } from './engine/wake-mapping.ts';
import { actorsOf } from './actors/actors.ts';
import type { RunContext } from './actors/run-context.ts';
import { Witness } from './check/witness.ts';
import { HttpEdge } from './engine/http-edge.ts';
import type { Setting } from './setting.ts';
import { Spoiler } from './spoiler.ts';
import { openSpaceOf } from './open-space.ts';

export interface RunOptions {
  readonly handlers: Handlers;
  /** Keeps the lines of the trace. */
  readonly keep?: boolean;
  /** People who do not come. */
  readonly without?: readonly string[];
  /** Only these faults, of those that the seed has. */
  readonly only?: readonly string[] | undefined;
}

export interface Outcome {
  readonly setting: Setting;
  readonly violation: Violation | undefined;
  readonly steps: number;
  readonly commits: number;
  readonly fired: readonly Fired[];
  /** How often each fault struck. */
  readonly faults: ReadonlyMap<string, number>;
  readonly digest: string;
  readonly lines: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

/** Seconds between two runs of the reconciler. */
const reconcileSeconds = 60;
/** Seconds after the horizon, without faults, in which people finish what they began. */
const calmSeconds = 110;
/** Seconds after all people have left within which all requests must be over and deleted: expiry, the longest talk, retention, a margin. */
const endSeconds = 1_200;
/** Maximum of milliseconds until a decision in runs without faults: a few waits for a slow run of the matcher. */
const promptMs = 12_000;
/** Maximum of steps of a run: far more than any run that ends. */
const stepsMax = 200_000;

/** Plays a setting from its start until all its requests are deleted. The same arguments give the same trace. */
export async function run(setting: Setting, options: RunOptions): Promise<Outcome> {
  const trace = new Trace({ keep: options.keep ?? false, startsAt: setting.startsAt });
  const ms = (seconds: number): number => setting.startsAt + seconds * 1_000;
  const overdue = new Overdue({
    from: mayHinder(setting) ? ms(setting.horizonSeconds) : setting.startsAt,
    timerMs: mayHinder(setting) || losesTimers(setting) ? boundMs : promptMs,
  });
  const ledger = new Ledger([
    sides,
    machine(),
    constraints,
    history(),
    order(),
    callouts,
    stranded(),
    onePerson,
    costs,
    overdue.note,
    (_, { talks, seats, who }) => promises.committed(talks, seats, who),
  ]);
  ledger.isApart = setting.apart;
  const promises = new Promises(ledger);
  const simulator = new Simulator({
    seed: setting.seed,
    startsAt: setting.startsAt,
    rates: faultProfiles[setting.profile],
    only: options.only,
    outage: setting.outage && { from: ms(setting.outage.from), to: ms(setting.outage.to) },
    latencyMs: setting.latencyMs,
    apart: setting.apart,
    trace,
    committed: (who, writes) => {
      ledger.committed(who, writes);
      stream.add(writes);
    },
    threw: (who, error) => {
      if (isExpected(setting, who.kind, error)) return;
      ledger.violate('threw', error instanceof Error ? (error.stack ?? error.message) : String(error), who.name);
    },
  });
  const stream = new StreamMapping(simulator, options.handlers);
  const wakes = new WakeMapping(simulator, options.handlers);
  const opened = await openSpaceOf(simulator, ledger, setting);
  const endsAt = ms(setting.horizonSeconds);
  const leavesAt = endsAt + calmSeconds * 1_000;
  const skewMs = (): number => 2 * simulator.faults.rates.skewMsMax;
  const witness = new Witness({ ledger, promises, now: () => simulator.now, skewMs });
  const edge = new HttpEdge(simulator);
  const { places } = opened;
  const context: RunContext = { simulator, edge, ledger, promises, witness, trace, setting, places, endsAt, leavesAt };
  const spoiler = new Spoiler({ simulator, ledger, space: places[0].space, put: (writes) => stream.add(writes) });
  if (setting.spoils) {
    simulator.onLogged = (event) => spoiler.logged(event);
    spoiler.begin(setting.horizonSeconds);
  }
  for (const actor of actorsOf(context, opened.volunteers)) if (options.without?.includes(actor.name) !== true) void actor.live();
  everyMinute(simulator, options.handlers);
  deploy(simulator, setting);

  const patience = new Patience();
  const watch = (): void => {
    overdue.check(ledger, simulator.now);
    if (ledger.violation !== undefined || simulator.steps > stepsMax) simulator.over = true;
    const mostMs = patienceMs(setting, simulator.now >= endsAt);
    const to = simulator.timeline.nextAt;
    if (mostMs === undefined || to === undefined || simulator.running > 0 || !wakes.idle) return;
    patience.pause(ledger, { from: simulator.now, to }, mostMs);
  };
  await simulator.playUntil(endsAt, watch);
  simulator.faults.stop();
  simulator.store.settle();
  patience.restart();
  await simulator.playUntil(leavesAt, watch);
  for (let second = 0; second < endSeconds && !(ledger.talks.size === 0 && stream.idle); second += reconcileSeconds)
    await simulator.playUntil(leavesAt + second * 1_000, watch);
  if (ledger.violation === undefined) witness.judge();
  if (ledger.violation === undefined) countEverything({ ledger, promises, simulator, spoilt: spoiler.keys }, stream.idle);
  if (ledger.violation === undefined) spoiler.judge();
  if (simulator.steps > stepsMax) ledger.violate('endless', `not finished after ${stepsMax} steps`);
  simulator.over = true;
  return {
    setting,
    violation: ledger.violation,
    steps: simulator.steps,
    commits: ledger.commits,
    fired: simulator.faults.fired,
    faults: simulator.faults.counts,
    digest: trace.digest(),
    lines: trace.lines,
    counts: ledger.counts,
  };
}

/** What a function throws because the store is unavailable, or because of a record that cannot be read. */
function isExpected({ spoils }: Setting, kind: InvocationKind, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (kind === 'reconciler') return error.message.startsWith('reconciler: unavailable');
  return spoils && kind === 'eventCounter' && error.message === 'a record of the stream is poison';
}

/** Whether faults may stop the reconciler for a while before the horizon. */
function mayHinder({ profile, outage }: Setting): boolean {
  return outage !== undefined || (profile !== 'none' && profile !== 'wakes-lost');
}

/** Whether timers may be lost without any fault: a live row that cannot be read holds none until the reconciler has written it anew. */
function losesTimers({ profile, spoils }: Setting): boolean {
  return profile === 'wakes-lost' || spoils;
}

/**
 * Maximum of milliseconds until a possible pair is matched: short without faults, and the bound if only wakes are lost or after the horizon.
 * Undefined: not checked.
 */
function patienceMs(setting: Setting, calm: boolean): number | undefined {
  const { profile, scenario, spaces, outage } = setting;
  if (calm) return boundMs;
  if (outage !== undefined) return undefined;
  if (losesTimers(setting)) return boundMs;
  if (profile !== 'none') return undefined;
  // At midnight the cap of the day ends, and the end of a lapse in another space frees the person. For neither is there a timer.
  return scenario === 'midnight' || spaces > 1 ? boundMs : promptMs;
}

function everyMinute(simulator: Simulator, { reconciler }: Handlers): void {
  let runs = 0;
  const tick = (): void => {
    runs += 1;
    const name = `reconciler.${runs}`;
    void simulator.invoke('reconciler', name, (_ports, who) =>
      reconciler(
        {},
        contextOf(name, () => who.deadline - simulator.now),
      ),
    );
    simulator.timeline.after(reconcileSeconds * 1_000, 0, tick);
  };
  simulator.timeline.after(simulator.random.of('first minute').between(0, reconcileSeconds * 1_000), 0, tick);
}

/** Deploys the next version during the run. Every running invocation ends, wherever it is. */
function deploy(simulator: Simulator, { horizonSeconds }: Setting): void {
  for (const nth of [1, 2]) {
    if (!simulator.faults.strikes('deploys', `deploy.${nth}`)) continue;
    simulator.timeline.after(simulator.random.of('deploy', nth).between(0, horizonSeconds * 1_000), 0, () => simulator.deploy());
  }
}
