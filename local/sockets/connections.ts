import { setTimeout as sleep } from 'node:timers/promises';
import { socketBufferBytesMax, socketCloseMsMax } from '../limits.ts';

/** What a WebSocket API grants. */
export interface SocketLimits {
  /** Milliseconds that a connection may last without a message in either direction. */
  readonly idleMs: number;
  /** Milliseconds that it may last in all. */
  readonly lifeMs: number;
  /** New connections a second. */
  readonly newPerSecond: number;
}

/** What is used of a socket of `ws`. */
export interface ClientSocket {
  readonly OPEN: number;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number): void;
  terminate(): void;
  on(event: 'close' | 'error', listener: () => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}

interface Connection {
  readonly socket: ClientSocket;
  readonly idle: NodeJS.Timeout;
  readonly life: NodeJS.Timeout;
}

/** What has happened to the connections since the start. */
export interface SocketCounts {
  /** Open now. */
  readonly open: number;
  readonly opened: number;
  /** Messages of clients. */
  readonly messages: number;
  /** Messages that functions pushed to open connections. */
  readonly pushes: number;
  /** Pushes to connections that were not open: not yet, or no longer. */
  readonly gone: number;
}

/** The close code of a connection that the gateway ends: idle, too old, or a deployment. */
const goingAway = 1001;
/** The close code of a connection whose client does not read. */
const policyViolation = 1008;

/** The open connections. Each ends when it is idle or too old, as API Gateway ends them. */
export class Connections {
  private readonly limits: Omit<SocketLimits, 'newPerSecond'>;
  private readonly all = new Map<string, Connection>();
  private opened = 0;
  private messages = 0;
  private pushes = 0;
  private gone = 0;

  constructor(limits: Omit<SocketLimits, 'newPerSecond'>) {
    this.limits = limits;
  }

  get counts(): SocketCounts {
    const { opened, messages, pushes, gone } = this;
    return { open: this.all.size, opened, messages, pushes, gone };
  }

  /** Adds a connection whose handshake is over. A push to it before this moment finds nothing, as on AWS. */
  add(id: string, socket: ClientSocket): void {
    const end = (): void => socket.close(goingAway);
    const idle = setTimeout(end, this.limits.idleMs).unref();
    const life = setTimeout(end, this.limits.lifeMs).unref();
    this.all.set(id, { socket, idle, life });
    this.opened += 1;
    // The close event follows every error.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(idle);
      clearTimeout(life);
      this.all.delete(id);
    });
  }

  /** Notes that a message of the client arrived. */
  received(id: string): void {
    this.messages += 1;
    this.all.get(id)?.idle.refresh();
  }

  /** Sends the text to the client. False when the connection is not open. */
  push(id: string, text: string): boolean {
    const sent = this.send(id, text);
    if (sent) this.pushes += 1;
    else this.gone += 1;
    return sent;
  }

  /** Sends the answer to a message of the client, if the connection is still open. */
  answer(id: string, text: string): void {
    this.send(id, text);
  }

  /** Ends the connection without a word, as a broken network does. */
  cut(id: string): void {
    this.all.get(id)?.socket.terminate();
  }

  /** Ends every connection, as a deployment does. Those whose client does not answer are cut. */
  async closeAll(): Promise<void> {
    const sockets = [...this.all.values()].map(({ socket }) => socket);
    const closed = sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.close(goingAway);
    await Promise.race([Promise.all(closed), sleep(socketCloseMsMax, undefined, { ref: false })]);
    for (const socket of sockets) socket.terminate();
  }

  private send(id: string, text: string): boolean {
    const connection = this.all.get(id);
    if (connection === undefined || connection.socket.readyState !== connection.socket.OPEN) return false;
    connection.idle.refresh();
    connection.socket.send(text);
    if (connection.socket.bufferedAmount > socketBufferBytesMax) {
      connection.socket.close(policyViolation);
      connection.socket.terminate();
    }
    return true;
  }
}
