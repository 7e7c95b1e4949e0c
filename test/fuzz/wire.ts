/**
 * HTTP/1.1 byte by byte, over kept connections. It sends the bytes unchanged, which no client does. Everything that comes back is an
 * outcome: an answer, a closed connection, or silence.
 */
import { connect, type Socket } from 'node:net';
import { answerBytesMax, answerMsMax } from './limits.ts';

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** By names in lower case. Values of the same name are joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly ms: number;
}

export type Outcome =
  | Answered
  /** The connection was closed without an answer. */
  | { readonly kind: 'closed'; readonly ms: number }
  /** Nothing came in time. */
  | { readonly kind: 'silent'; readonly ms: number };

export interface Sending {
  readonly bytes: Buffer;
  /** Whether it is a HEAD request. Its answer has no body, even if the headers name a length. */
  readonly isHead?: boolean;
  /** Sends on a new connection and closes it. It is for bytes after which client and server may disagree where the next message begins. */
  readonly isAlone?: boolean;
}

/** Connections to one service. Any number of sends may run at once. Each uses one connection alone until it ends. */
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
  async send(sending: Sending): Promise<Outcome> {
    const kept = sending.isAlone === true ? undefined : this.idle.pop();
    const outcome = await this.exchange(kept ?? this.open(), sending);
    // The service closes idle connections. Then it has not read the request.
    return kept !== undefined && outcome.kind === 'closed' ? this.exchange(this.open(), sending) : outcome;
  }

  close(): void {
    for (const socket of this.idle) socket.destroy();
  }

  private open(): Socket {
    const socket = connect(this.port, this.host);
    socket.setNoDelay(true);
    return socket;
  }

  private exchange(socket: Socket, { bytes, isHead = false, isAlone = false }: Sending): Promise<Outcome> {
    const began = performance.now();
    const parts: Buffer[] = [];
    return new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        socket.removeAllListeners();
        const isKept = outcome.kind === 'answered' && !isAlone && outcome.headers.get('connection') !== 'close';
        if (isKept && !socket.destroyed) this.keep(socket);
        else socket.on('error', () => undefined).destroy();
        resolve(outcome);
      };
      const check = (isOver: boolean): void => {
        const read = answerIn(Buffer.concat(parts), { isHead, isOver });
        const ms = performance.now() - began;
        if (read !== undefined) end({ kind: 'answered', ...read, ms });
        else if (isOver) end({ kind: 'closed', ms });
      };
      const timer = setTimeout(() => end({ kind: 'silent', ms: answerMsMax }), answerMsMax);
      socket.on('data', (part) => {
        parts.push(Buffer.from(part));
        check(parts.reduce((sum, { length }) => sum + length, 0) > answerBytesMax);
      });
      socket.once('error', () => check(true));
      socket.once('close', () => check(true));
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
  /** Whether no more bytes will come. */
  readonly isOver: boolean;
}

/** The answer in the bytes. Undefined while it is incomplete. Interim answers (1xx) are skipped. */
function answerIn(bytes: Buffer, { isHead, isOver }: Reading): Pick<Answered, 'status' | 'headers' | 'text'> | undefined {
  const cut = bytes.indexOf('\r\n\r\n');
  if (cut < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, cut).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/u.exec(first)?.[1] ?? 0);
  const rest = bytes.subarray(cut + 4);
  if (status >= 100 && status < 200) return answerIn(rest, { isHead, isOver });
  const headers = headersOf(lines);
  if (isHead || status === 204 || status === 304) return { status, headers, text: '' };
  // Only the HTTP server's own answers come in chunks, and they are empty.
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
