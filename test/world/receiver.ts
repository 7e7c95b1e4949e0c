/** A receiver of webhooks on this machine, for tests: it keeps what it gets, and answers as the test wants. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const arrived = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.string()) });

export interface Arrived extends z.infer<typeof arrived> {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Receiver {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** The status of the next answers. */
  answer: number;
  /** The first message that the test is looking for, once it has arrived. */
  until(looksFor: (message: Arrived) => boolean): Promise<Arrived>;
  close(): void;
}

/** Milliseconds between two looks, and until a message must be there: a lost wake costs a minute, a retry more. */
const everyMs = 50;
const arrivesMsMax = 150_000;

/** Starts one. It lets the process end. */
export async function aReceiver(): Promise<Receiver> {
  const list: Arrived[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      const id = request.headers['webhook-id'];
      if (receiver.answer < 300)
        list.push({ ...arrived.parse(JSON.parse(text)), id: String(id), headers: request.headers, text });
      response.writeHead(receiver.answer).end();
    });
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  const receiver: Receiver = {
    // By its name: no address lies in a table.
    url: `http://localhost:${address.port}/hooks`,
    arrived: list,
    answer: 204,
    until: async (looksFor) => {
      for (const end = Date.now() + arrivesMsMax; Date.now() < end; await sleep(everyMs)) {
        const found = list.find(looksFor);
        if (found !== undefined) return found;
      }
      throw new Error(`the message did not arrive; there are ${list.map(({ type }) => type).join(', ')}`);
    },
    close: () => server.close(),
  };
  return receiver;
}
