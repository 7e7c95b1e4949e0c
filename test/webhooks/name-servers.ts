/** Name servers on this machine: one that never answers, and one that knows one address for every name. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** The last part of an answer: a pointer to the name of the question, type A, class IN, a TTL of 0, and the four bytes of 127.0.0.1. */
const loopbackRecord = Buffer.from('c00c000100010000000000047f000001', 'hex');

/** Until the test ends. Without an address it is mute. It answers with 127.0.0.1 to questions of type A, and with nothing to others. */
export async function nameServer({ isMute }: { readonly isMute: boolean }) {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', (query, from) => {
    asked += 1;
    if (isMute) return;
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const isForA = question.readUInt16BE(question.length - 4) === 1;
    // Flags of an answer without an error; one question; one or no answer.
    const counts = Buffer.from(isForA ? '81800001000100000000' : '81800001000000000000', 'hex');
    socket.send(
      Buffer.concat([query.subarray(0, 2), counts, question, ...(isForA ? [loopbackRecord] : [])]),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, asked: () => asked };
}
