/**
 * A live connection of one subject: it gives each newer state once, and is there again by itself after a broken network, a deployment and the two hours of a
 * connection. It is for listening; doing stays HTTP.
 */
import type { ServerFrame } from '../../shared/contract/live.ts';
import { answerMsMax, pauseMsFirst, pauseMsMax, renewMs, renewSpreadMs } from './limits.ts';
import { LiveSocket, type Ticket, type WebSocketLike } from './socket.ts';

type StateFrame = Extract<ServerFrame, { readonly type: 'state' }>;
type HereFrame = Extract<ServerFrame, { readonly type: 'here' }>;

export interface LiveOptions {
  /** Asks for a ticket, by HTTP. Undefined: there is nothing to listen to any more. A rejection is tried again. */
  readonly ticket: () => Promise<Ticket | undefined>;
  /** A newer state. Sequence numbers only rise; a number may be left out. */
  readonly state: (frame: StateFrame) => void;
  /** The answer to a beat: what changes without a new state. */
  readonly here?: (frame: HereFrame) => void;
  /** There is nothing more to listen to. The connection is closed. */
  readonly gone?: () => void;
  /** The session of a volunteer who is on, whose lease each beat renews. */
  readonly session?: () => string | undefined;
  readonly connect?: (url: string) => WebSocketLike;
  /** From 0 up to 1, for pauses. */
  readonly random?: () => number;
}

/** Listens until `close`, or until there is nothing more to listen to. */
export class Live {
  readonly #options: LiveOptions;
  readonly #random: () => number;
  /** The socket that beats. */
  #current: LiveSocket | undefined;
  /** A socket that does not listen yet: the first, or the one that will replace the current one. */
  #next: LiveSocket | undefined;
  /** Below every number until a state was told: that of a volunteer who was never on has the number 0. */
  #last = -1;
  #failures = 0;
  #isClosed = false;
  readonly #timers = { beat: newTimer(), answer: newTimer(), renew: newTimer(), again: newTimer() };

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    void this.#open();
  }

  /** The highest sequence number so far; 0 before the first state. */
  get last(): number {
    return Math.max(0, this.#last);
  }

  /** Whether a socket listens now. */
  get isListening(): boolean {
    return this.#current !== undefined;
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of Object.values(this.#timers)) timer.stop();
    this.#next?.end();
    this.#current?.end();
    this.#current = undefined;
  }

  async #open(): Promise<void> {
    const ticket = await this.#options.ticket().catch(() => 'failed' as const);
    if (this.#isClosed) return;
    if (ticket === 'failed') return this.#openLater();
    if (ticket === undefined) return this.#end();
    const { connect = (url: string): WebSocketLike => new WebSocket(url) } = this.#options;
    const socket = new LiveSocket(ticket, connect, {
      opened: () => {
        socket.send({ type: 'hello', v: 1, ticket: socket.ticket, ...this.#known() });
        this.#timers.answer.start(answerMsMax, () => this.#lost(socket));
      },
      heard: (frame) => this.#heard(socket, frame),
      ended: () => this.#lost(socket),
    });
    this.#next = socket;
  }

  #heard(socket: LiveSocket, frame: ServerFrame): void {
    this.#timers.answer.stop();
    if (frame.type === 'gone') return this.#end();
    // A hello or a beat that is refused: only a fresh ticket can help.
    if (frame.type === 'problem') return this.#lost(socket);
    if (frame.type === 'bye') return this.#replace(frame.afterSeconds);
    if (frame.type === 'state' && frame.seq > this.#last) {
      this.#last = frame.seq;
      this.#options.state(frame);
    }
    if (frame.type === 'here') this.#options.here?.(frame);
    if (socket === this.#next) this.#adopt(socket);
    if ('beatSeconds' in frame && frame.beatSeconds !== undefined) this.#beatAfter(frame.beatSeconds);
  }

  /** The socket listens. The one before it is dropped only now, so that nothing is missed in between. */
  #adopt(socket: LiveSocket): void {
    this.#current?.end();
    this.#current = socket;
    this.#next = undefined;
    this.#failures = 0;
    this.#timers.renew.start(renewMs + this.#random() * renewSpreadMs, () => void this.#open());
  }

  /** The number of the last state that was told, if any. */
  #known(): { readonly last?: number } {
    return this.#last < 0 ? {} : { last: this.#last };
  }

  #beatAfter(seconds: number): void {
    this.#timers.beat.start(seconds * 1_000, () => {
      const { session } = this.#options;
      const current = this.#current;
      if (current === undefined) return;
      const inSession = session?.();
      current.send({
        type: 'here',
        ticket: current.ticket,
        last: this.last,
        ...(inSession === undefined ? {} : { session: inSession }),
      });
      this.#timers.answer.start(answerMsMax, () => this.#lost(current));
    });
  }

  #lost(socket: LiveSocket): void {
    if (this.#isClosed || (socket !== this.#next && socket !== this.#current)) return;
    socket.end();
    if (socket === this.#next) this.#next = undefined;
    else this.#current = undefined;
    if (this.#next === undefined) this.#openLater();
  }

  /** Full jitter: any pause up to the bound is as likely, so that many clients do not come back together. */
  #openLater(): void {
    const bound = Math.min(pauseMsMax, pauseMsFirst * 2 ** this.#failures);
    this.#failures += 1;
    this.#timers.again.start(this.#random() * bound, () => void this.#open());
  }

  /** The service asked for another connection within some seconds: in the first half of them, and not all clients at once. */
  #replace(withinSeconds: number): void {
    this.#timers.renew.start((this.#random() * withinSeconds * 1_000) / 2, () => void this.#open());
    this.#beatAfter(withinSeconds);
  }

  #end(): void {
    this.close();
    this.#options.gone?.();
  }
}

interface Timer {
  /** Calls `then` after some milliseconds, instead of what was to be called before. */
  start(ms: number, then: () => void): void;
  stop(): void;
}

function newTimer(): Timer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start: (ms, then) => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
