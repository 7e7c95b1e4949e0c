import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connections } from '../../local/sockets/connections.ts';

const limits = { idleMs: 600_000, lifeMs: 7_200_000 };

/** A socket that does what it is told at once. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  code: number | undefined;

  send(text: string): void {
    this.sent.push(text);
  }

  close(code: number): void {
    this.code ??= code;
    this.terminate();
  }

  terminate(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.emit('close');
  }
}

function opened(id = 'a', connections = new Connections(limits)) {
  const socket = new FakeSocket();
  connections.add(id, socket);
  return { socket, connections };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a connection', () => {
  it('ends after ten minutes without a message', () => {
    const { socket, connections } = opened();
    vi.advanceTimersByTime(limits.idleMs - 1);
    expect(socket.code).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(socket.code).toBe(1001);
    expect(connections.push('a', 'late')).toBe(false);
    expect(connections.counts).toEqual({ open: 0, opened: 1, messages: 0, pushes: 0, gone: 1 });
  });

  it.each([
    ['a message of the client', (connections: Connections) => connections.received('a')],
    ['a push', (connections: Connections) => connections.push('a', 'text')],
    ['an answer', (connections: Connections) => connections.answer('a', 'text')],
  ])('[bug-push-idle] lasts another ten minutes after %s', (_, speak) => {
    const { socket, connections } = opened();
    vi.advanceTimersByTime(limits.idleMs - 1);
    speak(connections);
    vi.advanceTimersByTime(limits.idleMs - 1);
    expect(socket.code).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(socket.code).toBe(1001);
  });

  it('ends after two hours, however much is said', () => {
    const { socket, connections } = opened();
    for (let spent = 0; spent < limits.lifeMs; spent += limits.idleMs / 2) {
      expect(socket.code).toBeUndefined();
      connections.received('a');
      vi.advanceTimersByTime(limits.idleMs / 2);
    }
    expect(socket.code).toBe(1001);
  });

  it('that cannot take more ends, and the others stay', () => {
    const { socket, connections } = opened();
    const { socket: other } = opened('b', connections);
    socket.bufferedAmount = 2 * 1024 * 1024;
    connections.push('a', 'too much');
    expect([socket.code, other.code]).toEqual([1008, undefined]);
    expect(connections.push('b', 'text')).toBe(true);
  });
});
