/**
 * Every interleaving of a few invocations over the real code, depth first: at each step one of those that wait at their
 * gate goes on. A run cannot be copied in the middle, so each branch is played again from the beginning; states that
 * were seen before are not looked into twice.
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
import { simulatedCrypto } from '../engine/crypto.ts';

/** One of the few: what it does, and what its clock says. */
export interface Actor {
  readonly name: string;
  readonly kind: InvocationKind;
  readonly now: number;
  readonly run: (ports: Ports, who: Invocation) => Promise<unknown>;
}

export interface Case {
  /** What is stored when they begin. */
  readonly items: readonly Item[];
  readonly actors: readonly Actor[];
  /** The index is brought up to date only when the scheduler says so. */
  readonly lags: boolean;
  /**
   * What anybody changes, by the beginnings of keys: the order of all other calls makes no difference, so they take their
   * turn at once. The row that remembers a room's timer is left out too: it changes when things happen, never what.
   */
  readonly contested: readonly string[];
  /** Watches one play: told of every commit, and at its end; gives what broke. */
  readonly watch: () => Watch;
}

export interface Watch {
  committed(who: Invocation, writes: readonly Write[]): void;
  returned(actor: Actor, value: unknown): void;
  /** What broke by now, if anything. */
  broken(): string | undefined;
  /** Judges what is stored once everybody is done. */
  end(store: MemoryStore): void;
}

export interface Explored {
  readonly states: number;
  readonly plays: number;
  readonly steps: number;
  /** Plays in which everybody came to their end. */
  readonly ends: number;
  /** False when the bound was reached first. */
  readonly complete: boolean;
  readonly broken?: { readonly says: string; readonly schedule: readonly string[] };
}

interface Waiting {
  readonly who: Invocation;
  readonly go: () => void;
}

/** Whoever can go on has, once this resolves: a tick comes after everything that only promises wait for. */
const drained = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** One play: the actors, whoever of them waits, and what each has been answered so far. */
class Play implements Ground {
  readonly store: MemoryStore;
  readonly ports: Ground['ports'];
  readonly faults = new Faults({ rates: noFaults, random: new SeededRandom(0), now: () => 0 });
  readonly waiting = new Map<string, Waiting[]>();
  readonly answers = new Map<string, string>();
  readonly watch: Watch;
  steps = 0;
  ended = 0;
  /** What the index shows, where it may be behind. */
  #index = '';
  readonly #lags: boolean;
  readonly #contested: readonly string[];
  /** What each had been answered, and how many ids it had drawn, when its last commit took effect. */
  readonly #settledAt = new Map<string, { readonly answers: string; readonly ids: number }>();

  constructor(of: Case) {
    this.#lags = of.lags;
    this.#contested = of.contested;
    this.watch = of.watch();
    this.store = memoryStore({ items: of.items, ...(of.lags ? { indexLag: { now: () => 0, lagMs: () => Infinity } } : {}) });
    this.#settle();
    const rest = { crypto: simulatedCrypto, rateCounters: memoryRateCounters(), log: memoryLog() };
    this.ports = { ...rest, store: this.store, wakeQueue: { wake: async () => ok(), wakeLater: async () => ok() } };
  }

  async begin({ actors }: Case): Promise<void> {
    for (const actor of actors) this.#start(actor);
    await drained();
  }

  #start(actor: Actor): void {
    const random = new SeededRandom(1).of(actor.name);
    const who = new Invocation({ name: actor.name, kind: actor.kind, random, deadline: Infinity, clock: () => actor.now });
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
    throw new Error(`nothing goes wrong here: ${what}`);
  }

  kill(): void {
    throw new Error('nobody dies here');
  }

  isNext(): boolean {
    return false;
  }

  lost(who: Invocation, what: string): void {
    throw new Error(`${who.name} lost what nobody wrote: ${what}`);
  }

  /**
   * A use case that lost its race begins anew and remembers nothing of before, so it is taken to be where it was: otherwise
   * every lost race would lead to states of its own. Not so a matcher, which remembers what it lost.
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

  /** Who may go on: every actor at its gate, and the index where it is behind. */
  choices(): readonly string[] {
    const names = [...this.waiting.keys()].toSorted();
    return this.#lags && names.length > 0 && this.#index !== this.#stored() ? [...names, theIndex] : names;
  }

  /** One goes on to its next gate; whatever it asked for at once is answered at once. */
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

  /** Equal for two plays that can only go on alike: the same is stored, and everybody was answered the same. */
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

/** Plays every schedule of the case, up to so many states. */
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
