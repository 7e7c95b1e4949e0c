/** One socket of a live connection: its hello, its beats, and the frames that arrive. */
import { serverFrame, type ClientFrame, type ServerFrame } from '../../shared/contract/live.ts';
import { jsonIn } from '../json.ts';

/** What is used of a `WebSocket`: that of browsers and Node has it. */
export interface WebSocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Where a socket connects, and with what. */
export interface Ticket {
  readonly url: string;
  readonly ticket: string;
}

interface Listener {
  opened(): void;
  heard(frame: ServerFrame): void;
  /** The socket could not open, or has ended. Called once. */
  ended(): void;
}

/** A socket that speaks frames. What arrives and is no frame of the contract is left out: a newer service may say more. */
export class LiveSocket {
  readonly ticket: string;
  readonly #socket: WebSocketLike;
  #isEnded = false;

  constructor({ url, ticket }: Ticket, connect: (url: string) => WebSocketLike, listener: Listener) {
    this.ticket = ticket;
    this.#socket = connect(`${url}?ticket=${encodeURIComponent(ticket)}`);
    this.#socket.addEventListener('open', () => listener.opened());
    this.#socket.addEventListener('message', ({ data }) => {
      const frame = serverFrame.safeParse(typeof data === 'string' ? jsonIn(data) : undefined).data;
      if (frame !== undefined && !this.#isEnded) listener.heard(frame);
    });
    const end = (): void => {
      if (this.#isEnded) return;
      this.#isEnded = true;
      listener.ended();
    };
    this.#socket.addEventListener('close', end);
    this.#socket.addEventListener('error', end);
  }

  send(frame: ClientFrame): void {
    if (!this.#isEnded) this.#socket.send(JSON.stringify(frame));
  }

  /** Ends the socket. Its listener hears nothing more. */
  end(): void {
    this.#isEnded = true;
    this.#socket.close();
  }
}
