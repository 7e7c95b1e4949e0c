/**
 * HTTP/1.1 byte by byte, over connections that are kept: the bytes are sent just as they are given, which no client does,
 * and whatever comes back is an outcome: an answer, a closed connection, or silence.
 */
import { connect, type Socket } from 'node:net';
import { answerBytesMax, answerMsMax } from './limits.ts';

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** By names in lower case; values of the same name joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly ms: number;
}

export type Heard =
  | Answered
  /** The connection was closed instead. */
  | { readonly kind: 'closed'; readonly ms: number }
  /** Nothing came. */
  | { readonly kind: 'silent'; readonly ms: number };

export interface Sending {
  readonly bytes: Buffer;
  /** An answer to HEAD has no body, whatever its headers say. */
  readonly isHead?: boolean;
  /** On a connection of its own, which is closed afterwards: what may leave the two sides out of step. */
  readonly isAlone?: boolean;
}

/** Connections to one service. Any number of sends at once; each has a connection to itself while it lasts. */
export class Wire {
  private readonly host: string;
  private readonly port: number;
  private readonly idle: Socket[] = [];

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port);
  }

  /** Never rejects. */
  async send(sending: Sending): Promise<Heard> {
    const kept = sending.isAlone === true ? undefined : this.idle.pop();
    const heard = await this.exchange(kept ?? this.open(), sending);
    // The other side closes connections that rest; the request then has not been read.
    return kept !== undefined && heard.kind === 'closed' ? this.exchange(this.open(), sending) : heard;
  }

  close(): void {
    for (const socket of this.idle) socket.destroy();
  }

  private open(): Socket {
    const socket = connect(this.port, this.host);
    socket.setNoDelay(true);
    return socket;
  }

  private exchange(socket: Socket, { bytes, isHead = false, isAlone = false }: Sending): Promise<Heard> {
    const began = performance.now();
    const parts: Buffer[] = [];
    return new Promise((resolve) => {
      const end = (heard: Heard): void => {
        clearTimeout(timer);
        socket.removeAllListeners();
        const isKept = heard.kind === 'answered' && !isAlone && heard.headers.get('connection') !== 'close';
        if (isKept && !socket.destroyed) this.keep(socket);
        else socket.on('error', () => undefined).destroy();
        resolve(heard);
      };
      const look = (isOver: boolean): void => {
        const read = answerIn(Buffer.concat(parts), { isHead, isOver });
        const ms = performance.now() - began;
        if (read !== undefined) end({ kind: 'answered', ...read, ms });
        else if (isOver) end({ kind: 'closed', ms });
      };
      const timer = setTimeout(() => end({ kind: 'silent', ms: answerMsMax }), answerMsMax);
      socket.on('data', (part) => {
        parts.push(Buffer.from(part));
        look(parts.reduce((sum, { length }) => sum + length, 0) > answerBytesMax);
      });
      socket.once('error', () => look(true));
      socket.once('close', () => look(true));
      socket.write(bytes);
    });
  }

  private keep(socket: Socket): void {
    const forget = (): void => {
      const at = this.idle.indexOf(socket);
      if (at >= 0) this.idle.splice(at, 1);
    };
    socket.once('error', forget).once('close', forget);
    this.idle.push(socket);
  }
}

interface Reading {
  readonly isHead: boolean;
  /** Nothing more will come. */
  readonly isOver: boolean;
}

/** The answer that the bytes hold; undefined while it is not whole. Interim answers (1xx) are passed over. */
function answerIn(bytes: Buffer, { isHead, isOver }: Reading): Pick<Answered, 'status' | 'headers' | 'text'> | undefined {
  const cut = bytes.indexOf('\r\n\r\n');
  if (cut < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, cut).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/u.exec(first)?.[1] ?? 0);
  const rest = bytes.subarray(cut + 4);
  if (status >= 100 && status < 200) return answerIn(rest, { isHead, isOver });
  const headers = headersOf(lines);
  if (isHead || status === 204 || status === 304) return { status, headers, text: '' };
  // In pieces come only answers of the HTTP server itself, and those are empty.
  if (headers.get('transfer-encoding') === 'chunked')
    return rest.includes('0\r\n\r\n') ? { status, headers, text: '' } : undefined;
  const length = headers.get('content-length');
  if (length === undefined) return isOver ? { status, headers, text: rest.toString() } : undefined;
  return rest.length < Number(length) ? undefined : { status, headers, text: rest.subarray(0, Number(length)).toString() };
}

function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const before = headers.get(name);
    const value = line.slice(colon + 1).trim();
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}
