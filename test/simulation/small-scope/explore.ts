/**
 * Plays every interleaving of a few invocations over the real code, depth first. At each step one of the invocations that wait at their gate
 * continues. A run cannot be copied in the middle, so each branch is played again from the beginning. A state that was seen before is not
 * explored again.
 */
import { createHash } from 'node:crypto';
import type { Item, Ports, Write } from '../../../shared/ports.ts';
import { memoryLog } from '../../../shared/adapters/memory/log.ts';
import { memoryRateCounters } from '../../../shared/adapters/memory/rate-counters.ts';
import { memoryStore, type MemoryStore } from '../../../shared/adapters/memory/store.ts';
import { ok } from '../../../shared/domain/result.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { Faults, noFaults } from '../engine/faults.ts';
import { gatedPorts, type Ground, type PortCall } from '../engine/gated-ports.ts';
import { Invocation, type InvocationKind } from '../engine/invocation.ts';
import { noWebhooks } from '../../fixtures/no-webhooks.ts';
import { simulatedCrypto } from '../engine/crypto.ts';

/** One of the invocations: what it does, and what its clock shows. */
export interface Actor {
  readonly name: string;
  readonly kind: InvocationKind;
  readonly now: number;
  readonly run: (ports: Ports, who: Invocation) => Promise<unknown>;
}

export interface Case {
  /** The items that are stored at the start. */
  readonly items: readonly Item[];
  readonly actors: readonly Actor[];
  /** Whether the index is updated only when the scheduler chooses it. */
  readonly lags: boolean;
  /**
   * The keys that an actor changes, by their beginnings. The order of all other calls makes no difference, so they do not wait. The row
   * with a room's timer is left out too: it changes when things happen, never what happens.
   */
  readonly contested: readonly string[];
  /** Creates the watch of one play. */
  readonly watch: () => Watch;
}

export interface Watch {
  committed(who: Invocation, writes: readonly Write[]): void;
  returned(actor: Actor, value: unknown): void;
  /** The first violation so far. */
  broken(): string | undefined;
  /** Judges the stored items after all actors have finished. */
  end(store: MemoryStore): void;
}

export interface Explored {
  readonly states: number;
  readonly plays: number;
  readonly steps: number;
  /** Plays in which all actors finished. */
  readonly ends: number;
  /** False if the limit of states was reached first. */
  readonly complete: boolean;
  readonly broken?: { readonly says: string; readonly schedule: readonly string[] };
}

interface Waiting {
  readonly who: Invocation;
  readonly go: () => void;
}

/** Resolves after everything that waits only for promises has continued: a tick comes after those. */
const drained = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** One play: the actors, which of them wait, and what each has been answered so far. */
class Play implements Ground {
  readonly store: MemoryStore;
  readonly ports: Ground['ports'];
  readonly faults = new Faults({ rates: noFaults, random: new SeededRandom(0), now: () => 0 });
  readonly waiting = new Map<string, Waiting[]>();
  readonly answers = new Map<string, string>();
  readonly watch: Watch;
  steps = 0;
  ended = 0;
  /** What the index shows, if it may lag. */
  #index = '';
  readonly #lags: boolean;
  readonly #contested: readonly string[];
  /** By actor: the answers and the number of drawn ids when its last commit took effect. */
  readonly #settledAt = new Map<string, { readonly answers: string; readonly ids: number }>();

  constructor(of: Case) {
    this.#lags = of.lags;
    this.#contested = of.contested;
    this.watch = of.watch();
    this.store = memoryStore({ items: of.items, ...(of.lags ? { indexLag: { now: () => 0, lagMs: () => Infinity } } : {}) });
    this.#settle();
    const rest = { ...noWebhooks, crypto: simulatedCrypto, rateCounters: memoryRateCounters(), log: memoryLog() };
    this.ports = { ...rest, store: this.store, wakeQueue: { wake: async () => ok(), wakeLater: async () => ok() } };
  }

  async begin({ actors }: Case): Promise<void> {
    for (const actor of actors) this.#start(actor);
    await drained();
  }

  #start(actor: Actor): void {
    const random = new SeededRandom(1).of(actor.name);
    const who = new Invocation({
      name: actor.name,
      kind: actor.kind,
      random,
      began: 0,
      deadline: Infinity,
      clock: () => actor.now,
    });
    who.ports = gatedPorts(this, who);
    void actor.run(who.ports, who).then(
      (value) => {
        this.ended += 1;
        this.answers.set(actor.name, `${this.answers.get(actor.name)} over`);
        this.watch.returned(actor, value);
      },
      (error: unknown) => this.watch.returned(actor, error),
    );
  }

  async gate(who: Invocation, call: PortCall): Promise<void> {
    if (!this.#contested.some((part) => call.about.includes(part))) return;
    await new Promise<void>((resolve) => {
      this.waiting.set(who.name, [...(this.waiting.get(who.name) ?? []), { who, go: resolve }]);
    });
  }

  noted(what: string): void {
    throw new Error(`a play has no faults: ${what}`);
  }

  /** The order of the calls is explored, not their time. */
  mayGoOn(): boolean {
    return true;
  }

  isOver(): boolean {
    return false;
  }

  kill(): void {
    throw new Error('no invocation dies in a play');
  }

  isNext(): boolean {
    return false;
  }

  lost(who: Invocation, what: string): void {
    throw new Error(`${who.name} lost a field that was never written: ${what}`);
  }

  /**
   * A use case that lost its race starts again and remembers nothing, so it gets its earlier state back. Otherwise every lost race would
   * lead to new states. A matcher remembers what it lost, so it keeps its state.
   */
  trace(who: Invocation, call: PortCall, outcome: string): void {
    const settled = this.#settledAt.get(who.name) ?? { answers: '', ids: 0 };
    if (call.port === 'commit' && outcome === 'lost' && who.kind === 'api') {
      this.answers.set(who.name, `${settled.answers} again`);
      who.ids = settled.ids;
      return;
    }
    const text = `${this.answers.get(who.name)} ${outcome}`;
    const answers = createHash('sha1').update(text).digest('base64url');
    this.answers.set(who.name, answers);
    if (call.port === 'commit') this.#settledAt.set(who.name, { answers, ids: who.ids });
  }

  committed(who: Invocation, writes: readonly Write[]): void {
    this.watch.committed(who, writes);
  }

  /** What may continue: every actor at its gate, and the index if it lags. */
  choices(): readonly string[] {
    const names = [...this.waiting.keys()].toSorted();
    return this.#lags && names.length > 0 && this.#index !== this.#stored() ? [...names, theIndex] : names;
  }

  /** One actor continues to its next gate. Calls that it made together are answered together. */
  async choose(name: string): Promise<void> {
    this.steps += 1;
    if (name === theIndex) {
      this.#settle();
      return;
    }
    const calls = this.waiting.get(name) ?? [];
    this.waiting.delete(name);
    calls.forEach(({ go }) => go());
    await drained();
  }

  /** Equal for two plays that can only continue in the same way: the same items are stored, and all actors got the same answers. */
  state(): string {
    const seen = [...this.answers].map(([name, answer]) => `${name} ${answer}`);
    const places = [...this.waiting].map(([name, calls]) => `${name} ${calls.length}`);
    const text = [this.#stored(), this.#lags ? this.#index : '', ...seen.toSorted(), ...places.toSorted()].join('\n');
    return createHash('sha1').update(text).digest('base64url');
  }

  #settle(): void {
    this.store.settle();
    if (this.#lags) this.#index = this.#stored();
  }

  #stored(): string {
    const revs = this.store.dump().map(({ key, rev }) => `${key.pk} ${key.sk} ${rev}`);
    return revs.toSorted().join('\n');
  }
}

const theIndex = 'the index';

/** Plays every schedule of the case, up to `statesMax` states. */
export async function explore(of: Case, statesMax: number): Promise<Explored> {
  const seen = new Set<string>();
  const open: (readonly string[])[] = [[]];
  let [plays, steps, ends] = [0, 0, 0];
  while (open.length > 0 && seen.size < statesMax) {
    const prefix = open.pop() ?? [];
    const play = new Play(of);
    await play.begin(of);
    plays += 1;
    const schedule: string[] = [];
    for (;;) {
      const broken = play.watch.broken();
      if (broken !== undefined)
        return { states: seen.size, plays, steps, ends, complete: false, broken: { says: broken, schedule } };
      const choices = play.choices();
      const planned = prefix[schedule.length];
      if (planned === undefined) {
        const state = play.state();
        if (seen.has(state)) break;
        seen.add(state);
        for (const other of choices.slice(1)) open.push([...schedule, other]);
      }
      const next = planned ?? choices[0];
      if (next === undefined) {
        ends += 1;
        play.watch.end(play.store);
        const late = play.watch.broken();
        if (late !== undefined)
          return { states: seen.size, plays, steps, ends, complete: false, broken: { says: late, schedule } };
        break;
      }
      schedule.push(next);
      await play.choose(next);
      steps += 1;
    }
  }
  return { states: seen.size, plays, steps, ends, complete: open.length === 0 };
}
