/**
 * The ports of one invocation. Every call waits at a gate for its turn. Then it gets its fault, if any, and takes effect at one moment on the
 * memory adapters.
 */
import { sqsDelaySecondsMax } from '../../../shared/adapters/limits.ts';
import { seededIds } from '../../../shared/adapters/memory/ids.ts';
import { pauseCeilingMs } from '../../../shared/adapters/backoff.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { CommitError, Item, Ports, Query, Store, Unavailable, Write } from '../../../shared/ports.ts';
import type { FaultKind, Faults } from './faults.ts';
import type { Invocation } from './invocation.ts';
import { asNext, fieldsIn } from './rollout.ts';

export interface PortCall {
  readonly port: 'get' | 'getMany' | 'query' | 'count' | 'commit' | 'wake' | 'wakeLater' | 'hit' | 'pause' | 'sleep';
  /** The keys, room or bucket of the call, as text. */
  readonly about: string;
  /** Minimum duration in milliseconds. */
  readonly ms?: number;
}

/** The adapters below the ports, and the functions that observe the calls. */
export interface Ground {
  readonly ports: Pick<
    Ports,
    'store' | 'wakeQueue' | 'deliveryQueue' | 'crypto' | 'webhookSigner' | 'endpointUrl' | 'rateCounters' | 'log' | 'spacesApart'
  >;
  readonly faults: Faults;
  /** Resolves when the call may take effect. Never resolves for a dead invocation. */
  gate(invocation: Invocation, call: PortCall): Promise<void>;
  kill(invocation: Invocation): void;
  /** Whether the invocation is so near its end that it may commit nothing more. */
  isOver(invocation: Invocation): boolean;
  /** Whether the invocation has time to begin something that a later one could do. */
  mayGoOn(invocation: Invocation): boolean;
  /** Called with the outcome of a call, in a few words. */
  trace(invocation: Invocation, call: PortCall, outcome: string): void;
  /** Called with an effect of a fault, which a run may count. */
  noted(what: string): void;
  /** Whether the invocation runs the next version of the code. */
  isNext(invocation: Invocation): boolean;
  /** Called when a write would remove a field of the next version. */
  lost(invocation: Invocation, what: string): void;
  /** Called after a commit took effect. */
  committed(invocation: Invocation, writes: readonly Write[]): void;
}

/** Maximum of seconds by which a late wake is late. */
const lateSecondsMax = 40;
/** Share of the crashes during a commit in which the commit took effect. */
const diesAfterShare = 0.5;

const never = new Promise<never>(() => undefined);

const commitErrors: Partial<Record<FaultKind, 'conflict' | 'unknown'>> = { conflict: 'conflict', unknownUndone: 'unknown' };

class Gated {
  readonly #ground: Ground;
  readonly #who: Invocation;

  constructor(ground: Ground, who: Invocation) {
    this.#ground = ground;
    this.#who = who;
  }

  async read<T>(
    call: PortCall,
    answer: () => Promise<Result<T, Unavailable>>,
    said: (value: T) => string,
  ): Promise<Result<T, Unavailable>> {
    const where = await this.enter(call);
    const fault = this.#ground.faults.first(['crash', 'throttled'], where);
    if (fault === 'crash') return this.#die(call, 'asked');
    const result = fault === undefined ? await answer() : err({ code: 'unavailable' });
    this.done(call, result.ok ? said(result.value) : result.error.code);
    return result;
  }

  async commit(asked: readonly Write[]): Promise<Result<void, CommitError>> {
    const writes = this.#ground.isNext(this.#who) ? asNext(asked) : asked;
    const call: PortCall = { port: 'commit', about: writes.map(aboutWrite).join(', ') };
    // As the deployed ports do. What was sent before may still take effect after it.
    if (this.#ground.isOver(this.#who)) {
      this.#ground.noted('refused after the deadline');
      this.done(call, 'refused after the deadline');
      return err({ code: 'unavailable' });
    }
    const where = await this.enter(call);
    const fault = this.#ground.faults.first(['crash', 'throttled', 'conflict', 'unknownUndone', 'unknownDone'], where);
    const diesAfter = fault === 'crash' && this.#who.random.of(where, 'dies after').chance(diesAfterShare);
    if (fault === undefined || fault === 'unknownDone' || diesAfter) {
      const { found, lost } = await fieldsIn(this.#ground.ports.store, writes);
      const result = await this.#ground.ports.store.commit(writes);
      const outcome = result.ok ? 'done' : result.error.code;
      if (result.ok) {
        if (writes !== asked) this.#ground.noted('written by the next version');
        else if (found > 0) this.#ground.noted('written over the next version');
        for (const item of lost) this.#ground.lost(this.#who, item);
        this.#who.seen.wrote(writes);
        this.#ground.committed(this.#who, await reread(this.#ground.ports.store, writes));
      }
      if (diesAfter) return this.#die(call, outcome);
      this.done(call, fault === undefined ? outcome : `${outcome}, unknown`);
      return fault === undefined ? result : err({ code: 'unknown' });
    }
    if (fault === 'crash') return this.#die(call, 'undone');
    this.done(call, fault);
    return err({ code: commitErrors[fault] ?? 'unavailable' });
  }

  async send(
    call: PortCall,
    send: (lateSeconds: number) => Promise<Result<void, Unavailable>>,
  ): Promise<Result<void, Unavailable>> {
    const where = await this.enter(call);
    const fault = this.#ground.faults.first(['crash', 'throttled', 'wakeLost', 'wakeDoubled', 'wakeLate'], where);
    if (fault === 'crash') return this.#die(call, 'unsent');
    this.done(call, fault ?? 'sent');
    if (fault === 'throttled') return err({ code: 'unavailable' });
    if (fault === 'wakeLost') return ok();
    if (fault === 'wakeDoubled') await send(0);
    return send(fault === 'wakeLate' ? this.#who.random.of(where, 'late').between(1, lateSecondsMax) : 0);
  }

  /** Waits for its turn. Returns the name of this place in the run. */
  async enter(call: PortCall): Promise<string> {
    this.#who.calls += 1;
    const where = `${this.#who.name} ${this.#who.calls}`;
    await this.#ground.gate(this.#who, call);
    return where;
  }

  done(call: PortCall, outcome: string): void {
    this.#ground.trace(this.#who, call, outcome);
  }

  noted(what: string): void {
    this.#ground.noted(what);
  }

  #die(call: PortCall, outcome: string): Promise<never> {
    this.done(call, `${outcome}, dies`);
    this.#ground.noted(outcome === 'done' ? `died at ${call.port} and it took effect` : `died at ${call.port}`);
    this.#ground.kill(this.#who);
    return never;
  }
}

/** The writes with the items that are stored now, not the items that were passed in. */
async function reread(store: Store, writes: readonly Write[]): Promise<readonly Write[]> {
  const stored: Write[] = [];
  for (const write of writes) {
    const found = write.kind === 'put' ? await store.get(write.item.key) : undefined;
    stored.push(
      write.kind === 'put' && found?.ok === true && found.value !== undefined ? { ...write, item: found.value } : write,
    );
  }
  return stored;
}

function aboutWrite(write: Write): string {
  const key = write.kind === 'put' ? write.item.key : write.key;
  return `${write.kind} ${key.pk}${key.sk === '-' ? '' : ` ${key.sk}`}`;
}

function aboutQuery({ index, pk, prefix, between }: Query): string {
  return `${index === undefined ? '' : `${index} `}${pk} ${prefix ?? between?.join('..') ?? ''}`;
}

const revOf = (item: Item | undefined): string => item?.rev ?? 'absent';

function gatedStore(gated: Gated, store: Store, who: Invocation): Store {
  return {
    get: (key) =>
      gated.read(
        { port: 'get', about: `${key.pk} ${key.sk}` },
        () => store.get(key),
        (item) => {
          who.seen.got(item === undefined ? [] : [item]);
          return revOf(item);
        },
      ),
    getMany: (keys) =>
      gated.read(
        { port: 'getMany', about: keys.map(({ pk }) => pk).join(' ') },
        () => store.getMany(keys),
        (items) => {
          who.seen.got(items.filter((item) => item !== undefined));
          return items.map(revOf).join(' ');
        },
      ),
    query: (query) =>
      gated.read(
        { port: 'query', about: aboutQuery(query) },
        async () => {
          const view = await store.query(query);
          if (view.ok) await who.seen.looked(store, query, view.value.items);
          if (view.ok && view.value.next !== undefined && query.index === 'room') gated.noted('a room longer than a page');
          return view;
        },
        ({ items }) => items.map(revOf).join(' '),
      ),
    count: (query) => gated.read({ port: 'count', about: aboutQuery(query) }, () => store.count(query), String),
    commit: (writes) => gated.commit(writes),
  };
}

/** The ports of an invocation. All its random numbers and ids follow from its name and the seed. */
export function gatedPorts(ground: Ground, who: Invocation): Ports {
  const gated = new Gated(ground, who);
  const { store, wakeQueue: wakes, rateCounters: rates } = ground.ports;
  return {
    ...ground.ports,
    mayGoOn: () => ground.mayGoOn(who),
    store: gatedStore(gated, store, who),
    wakeQueue: {
      wake: (room) =>
        gated.send({ port: 'wake', about: room }, (late) => (late === 0 ? wakes.wake(room) : wakes.wakeLater(room, late))),
      wakeLater: (room, seconds) =>
        gated.send({ port: 'wakeLater', about: `${room} in ${seconds} s` }, (late) =>
          wakes.wakeLater(room, Math.min(seconds + late, sqsDelaySecondsMax)),
        ),
    },
    rateCounters: { hit: (key, until) => gated.read({ port: 'hit', about: key.pk }, () => rates.hit(key, until), String) },
    ids: seededIds(who.idBytes),
    backoff: {
      pause: async (attempt) => {
        const ms = who.random.of('pause', who.calls).between(0, pauseCeilingMs(attempt));
        const call: PortCall = { port: 'pause', about: `${Math.round(ms)} ms`, ms };
        await gated.enter(call);
        gated.done(call, 'over');
      },
    },
  };
}

/** The timer of an invocation, which waits at the gate for at least the given time. */
export function sleepOf(ground: Ground, who: Invocation): (ms: number) => Promise<void> {
  const gated = new Gated(ground, who);
  return async (ms) => {
    const call: PortCall = { port: 'sleep', about: `${Math.round(ms)} ms`, ms };
    await gated.enter(call);
    gated.done(call, 'over');
  };
}
