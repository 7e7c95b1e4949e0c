/** The live connection over sockets that a test opens, speaks through and closes. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerMsMax, pauseMsFirst, pauseMsMax, renewMs } from '../../client/live/limits.ts';
import { problemType } from '../../shared/contract/problems.ts';
import { Live, type LiveOptions } from '../../client/live/live.ts';

/** A socket whose other side is the test. */
class FakeSocket {
  readonly url: string;
  readonly #listeners: [type: string, listener: (event: { readonly data: unknown }) => void][] = [];
  readonly sent: { type: string; last?: number; ticket?: string; session?: string }[] = [];
  isClosed = false;

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    this.#listeners.push([type, listener]);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#emit('close');
  }

  opens(): void {
    this.#emit('open');
  }

  hears(frame: object | string): void {
    this.#emit('message', typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  #emit(type: string, data?: unknown): void {
    for (const [wanted, listener] of this.#listeners) if (wanted === type) listener({ data });
  }
}

const availability = { state: 'on', channels: [], capacity: 1, talks: 0, talksToday: 0, talksPerDay: 5 };
/** A state whose next beat is far away. */
const state = (seq: number) => ({
  type: 'state',
  subject: 'volunteer',
  seq,
  event: 'on',
  at: '2026-03-02T12:00:00.000Z',
  beatSeconds: 100_000,
  state: { availability, offers: [], conversations: [], callout: null },
});
const refusal = { type: 'problem', problem: problemType('ticket-not-valid'), title: 'a', status: 401, detail: 'b' };
const here = (seq: number, beatSeconds = 60) => ({ type: 'here', seq, beatSeconds });

/** A live connection, its sockets in the order in which they were made, and what it told. */
function listening(options: Partial<LiveOptions> = {}) {
  const sockets: FakeSocket[] = [];
  const told: number[] = [];
  let tickets = 0;
  const live = new Live({
    ticket: () => Promise.resolve({ url: 'wss://live.example/live', ticket: `t${(tickets += 1)}` }),
    state: ({ seq }) => told.push(seq),
    connect: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    random: () => 0.5,
    ...options,
  });
  /** The socket with this number, once it is made. */
  const socket = async (at: number): Promise<FakeSocket> => {
    await vi.advanceTimersByTimeAsync(0);
    const made = sockets[at];
    if (made === undefined) throw new Error(`there are ${sockets.length} sockets`);
    return made;
  };
  return { live, sockets, told, socket };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a live connection', () => {
  it('says hello with its ticket and the highest number that it knows, and gives each newer state once', async () => {
    const { live, told, socket } = listening();
    const first = await socket(0);
    expect(first.url).toBe('wss://live.example/live?ticket=t1');
    first.opens();
    expect(live.last).toBe(0);
    expect(first.sent).toEqual([{ type: 'hello', v: 1, ticket: 't1' }]);
    // The number 0 is that of a volunteer who was never on.
    for (const seq of [0, 2, 1, 2, 5, 4]) first.hears(state(seq));
    expect([told, live.last]).toEqual([[0, 2, 5], 5]);
    live.close();
  });

  it('leaves out what is no frame: junk, another type, words of the gateway', async () => {
    const { live, told, socket } = listening();
    const first = await socket(0);
    first.opens();
    for (const junk of ['', '{', '[]', '{"type":"later"}', '{"message":"Internal server error"}']) first.hears(junk);
    first.hears(state(1));
    expect(told).toEqual([1]);
    live.close();
  });

  it('beats when the service says, with the session whose lease it renews', async () => {
    const { live, socket } = listening({ session: () => 'ses_1' });
    const first = await socket(0);
    first.opens();
    first.hears({ ...here(3), beatSeconds: 40 });
    await vi.advanceTimersByTimeAsync(39_999);
    expect(first.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(first.sent.at(-1)).toEqual({ type: 'here', ticket: 't1', last: 0, session: 'ses_1' });
    live.close();
  });

  it('comes back after a lost connection, with a fresh ticket and the highest number, after a pause by chance that grows', async () => {
    const { live, sockets, told, socket } = listening();
    const first = await socket(0);
    first.opens();
    first.hears(state(4));
    first.close();
    await vi.advanceTimersByTimeAsync(pauseMsFirst / 2 - 1);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    const second = await socket(1);
    second.close();
    await vi.advanceTimersByTimeAsync(pauseMsFirst - 1);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    const third = await socket(2);
    third.opens();
    expect(third.sent).toEqual([{ type: 'hello', v: 1, ticket: 't3', last: 4 }]);
    third.hears(state(4));
    third.hears(state(6));
    expect(told).toEqual([4, 6]);
    live.close();
  });

  it('tries for ever, and waits no longer than a minute', async () => {
    let tickets = 0;
    const ticket = (): Promise<never> => {
      tickets += 1;
      return Promise.reject(new Error('away'));
    };
    const { live } = listening({ ticket, random: () => 1 });
    await vi.advanceTimersByTimeAsync(20 * pauseMsMax);
    const before = tickets;
    await vi.advanceTimersByTimeAsync(10 * pauseMsMax);
    expect(tickets - before).toBe(10);
    live.close();
  });

  it('comes back with a fresh ticket if a hello or a beat is refused', async () => {
    const { live, sockets, socket } = listening();
    const first = await socket(0);
    first.opens();
    first.hears(refusal);
    await vi.advanceTimersByTimeAsync(pauseMsFirst);
    expect([first.isClosed, sockets.map(({ url }) => url.at(-1))]).toEqual([true, ['1', '2']]);
    live.close();
  });

  it('counts as lost if a hello or a beat is not answered', async () => {
    const { live, sockets, socket } = listening();
    const mute = await socket(0);
    mute.opens();
    await vi.advanceTimersByTimeAsync(answerMsMax + pauseMsFirst);
    expect([mute.isClosed, sockets.length]).toEqual([true, 2]);
    const second = await socket(1);
    second.opens();
    second.hears(here(1));
    await vi.advanceTimersByTimeAsync(60_000 + answerMsMax + pauseMsFirst);
    expect([second.isClosed, sockets.length]).toEqual([true, 3]);
    live.close();
  });

  it('is replaced before the two hours are over, and nothing is missed in between', async () => {
    const { live, told, sockets, socket } = listening();
    const first = await socket(0);
    first.opens();
    first.hears(state(1));
    await vi.advanceTimersByTimeAsync(renewMs - 1);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(600_000);
    const second = await socket(1);
    second.opens();
    first.hears(state(2));
    expect(first.isClosed).toBe(false);
    second.hears(state(2));
    expect(first.isClosed).toBe(true);
    second.hears(state(3));
    expect(told).toEqual([1, 2, 3]);
    expect(sockets).toHaveLength(2);
    live.close();
  });

  it('keeps its connection if the replacement cannot open, and tries again', async () => {
    const { live, told, sockets, socket } = listening();
    const first = await socket(0);
    first.opens();
    first.hears(state(1));
    await vi.advanceTimersByTimeAsync(renewMs + 600_000);
    (await socket(1)).close();
    first.hears(state(2));
    await vi.advanceTimersByTimeAsync(pauseMsFirst);
    const third = await socket(2);
    third.opens();
    third.hears(state(2));
    expect([told, first.isClosed, sockets.length]).toEqual([[1, 2], true, 3]);
    live.close();
  });

  it('is replaced within the seconds that the service says in its goodbye', async () => {
    const { live, sockets, socket } = listening();
    const first = await socket(0);
    first.opens();
    first.hears(state(1));
    first.hears({ type: 'bye', afterSeconds: 120 });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(2);
    live.close();
  });

  it('ends when there is nothing more to listen to', async () => {
    const gone = vi.fn<() => void>();
    const { sockets, socket, live } = listening({ gone });
    const first = await socket(0);
    first.opens();
    first.hears({ type: 'gone', subject: 'talk' });
    await vi.advanceTimersByTimeAsync(10 * pauseMsMax);
    expect([gone.mock.calls.length, first.isClosed, sockets.length, live.isListening]).toEqual([1, true, 1, false]);
  });

  it('that is closed opens nothing more', async () => {
    const { live, sockets, socket } = listening();
    const first = await socket(0);
    first.opens();
    first.hears(state(1));
    live.close();
    await vi.advanceTimersByTimeAsync(3 * renewMs);
    expect([first.isClosed, sockets.length]).toEqual([true, 1]);
  });
});
