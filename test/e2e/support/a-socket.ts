/** Sockets of the running service. Every frame is checked against the contract, down to the last field. */
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type * as z from 'zod';
import { Live, type LiveOptions } from '../../../client/live/live.ts';
import { unnamedFields } from '../../../client/exactness.ts';
import { serverFrame, type ClientFrame, type liveTicket, type ServerFrame } from '../../../shared/contract/live.ts';
import { until } from './wait.ts';

export type Ticket = z.infer<typeof liveTicket>;
export type StateFrame = Extract<ServerFrame, { readonly type: 'state' }>;

/** A socket by hand: it says only what the test says. */
export class ASocket {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  /** The status with which it was refused; 101 if it has opened. */
  readonly status: Promise<number>;
  /** The code with which it was closed. */
  readonly closed: Promise<number>;
  readonly #ticket: string;

  constructor({ url, ticket }: Pick<Ticket, 'url' | 'ticket'>, options: ConstructorParameters<typeof WebSocket>[2] = {}) {
    this.#ticket = ticket;
    this.socket = new WebSocket(ticket === '' ? url : `${url}?ticket=${encodeURIComponent(ticket)}`, options);
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => this.frames.push(frameIn(data.toString())));
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.status = new Promise((resolve) => {
      this.socket.once('open', () => resolve(101));
      this.socket.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
    });
  }

  static async open(ticket: Ticket): Promise<ASocket> {
    const socket = new ASocket(ticket);
    const status = await socket.status;
    if (status !== 101) throw new Error(`the socket does not open: ${status}`);
    return socket;
  }

  /** Says hello, and gives the state that comes back. */
  async hello(last?: number): Promise<StateFrame> {
    const frame = await this.says({ type: 'hello', v: 1, ...(last === undefined ? {} : { last }) });
    if (frame.type !== 'state') throw new Error(`no state but ${JSON.stringify(frame)}`);
    return frame;
  }

  /** Sends a frame with the ticket of this socket, and gives the next frame that comes back. */
  says(frame: OmitTicket<ClientFrame>): Promise<ServerFrame> {
    return this.sends(JSON.stringify({ ...frame, ticket: this.#ticket }));
  }

  /** Sends a text, and gives the next frame that comes back. */
  async sends(text: string): Promise<ServerFrame> {
    const before = this.frames.length;
    this.socket.send(text);
    return await this.hears(() => true, before);
  }

  /** Waits for a frame, among all of them or from a number on. */
  async hears(isWished: (frame: ServerFrame) => boolean, from = 0): Promise<ServerFrame> {
    const found = await until(
      async () => this.frames.slice(from).find(isWished),
      (frame) => frame !== undefined,
    );
    if (found === undefined) throw new Error('waited until there was one');
    return found;
  }
}

type OmitTicket<Frame> = Frame extends unknown ? Omit<Frame, 'ticket'> : never;

function frameIn(text: string): ServerFrame {
  const json: unknown = JSON.parse(text);
  const frame = serverFrame.parse(json);
  expect(unnamedFields(json, frame)).toEqual([]);
  return frame;
}

/** A client as an app has it: it listens until `close`, whatever happens to its sockets. */
export class AListener {
  readonly states: StateFrame[] = [];
  readonly live: Live;
  isGone = false;

  constructor(options: Pick<LiveOptions, 'ticket' | 'session' | 'connect'>) {
    this.live = new Live({
      ...options,
      state: (frame) => this.states.push(frame),
      gone: () => (this.isGone = true),
    });
  }

  /** The newest state. */
  get latest(): StateFrame | undefined {
    return this.states.at(-1);
  }

  /** Waits until the newest state is as wished. */
  async sees(isWished: (state: unknown) => boolean): Promise<StateFrame> {
    const found = await until(
      async () => this.latest,
      (frame) => frame !== undefined && isWished(frame.state),
    );
    if (found === undefined) throw new Error('waited until there was one');
    return found;
  }
}
