/** The promises of every port that tells sockets. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sockets } from '../../shared/ports.ts';

/** A socket that is open. */
export interface OpenSocket {
  readonly connection: string;
  /** The frames that it has got so far. */
  readonly frames: () => readonly string[];
  /** Closes it, and resolves when it is closed. */
  readonly leave: () => Promise<void>;
}

export interface SocketsUnderTest {
  readonly sockets: Sockets;
  readonly open: () => Promise<OpenSocket>;
  readonly close: () => Promise<void>;
}

export function socketsContract(name: string, start: () => Promise<SocketsUnderTest>): void {
  describe(`the sockets of ${name}`, () => {
    let started: SocketsUnderTest | undefined;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(async () => started?.close());
    const subject = (): SocketsUnderTest => {
      assert(started !== undefined);
      return started;
    };

    it('a frame arrives at its socket as it is, and at no other', async () => {
      const { sockets, open } = subject();
      const [socket, other] = [await open(), await open()];
      const frames = ['{"text":"ä 👋 \\u0000"}', 'x'.repeat(128 * 1024)];
      for (const frame of frames) expect(await sockets.tell(socket.connection, frame)).toBe('told');
      await vi.waitFor(() => expect(socket.frames()).toEqual(frames));
      expect(other.frames()).toEqual([]);
    });

    it('many sockets can be told at once', async () => {
      const { sockets, open } = subject();
      const all = await Promise.all(Array.from({ length: 20 }, () => open()));
      const outcomes = await Promise.all(all.map(({ connection }) => sockets.tell(connection, connection)));
      expect(new Set(outcomes)).toEqual(new Set(['told']));
      await vi.waitFor(() => expect(all.map(({ frames }) => frames())).toEqual(all.map(({ connection }) => [connection])));
    });

    it('a socket that has left is gone, and the others are told', async () => {
      const { sockets, open } = subject();
      const [left, stays] = [await open(), await open()];
      await left.leave();
      expect(await sockets.tell(left.connection, 'too late')).toBe('gone');
      expect(await sockets.tell(stays.connection, 'in time')).toBe('told');
      expect(left.frames()).toEqual([]);
    });
  });
}
