/** A batch of which DynamoDB processes only a part. It names the rest in its answer ("UnprocessedKeys" and "UnprocessedItems"). */
import * as z from 'zod';
import { jsonReply, type Call, type Reply } from './proxy.ts';

const ofTable = z.union([z.looseObject({ Keys: z.array(z.unknown()) }), z.array(z.unknown())]);
const batch = z.looseObject({ RequestItems: z.record(z.string(), ofTable) });
type OfTable = z.infer<typeof ofTable>;

/** Sends the first half of the entries of each table to the engine, rounded down, and answers that the rest was not processed. */
export async function partlyProcessed(body: Buffer, forward: Call['forward']): Promise<Reply> {
  const request = batch.parse(JSON.parse(body.toString()));
  const isRead = Object.values(request.RequestItems).some((one) => !Array.isArray(one));
  const part = (from: 'first' | 'rest'): Record<string, OfTable> =>
    Object.fromEntries(
      Object.entries(request.RequestItems)
        .map(([table, one]) => [table, half(one, from)] as const)
        .filter(([, one]) => entriesOf(one).length > 0),
    );
  const rest = isRead ? { UnprocessedKeys: part('rest') } : { UnprocessedItems: part('rest') };
  const first = part('first');
  if (Object.keys(first).length === 0) return jsonReply(200, isRead ? { Responses: {}, ...rest } : rest);
  const reply = await forward(Buffer.from(JSON.stringify({ ...request, RequestItems: first })));
  if (reply.status !== 200) return reply;
  return jsonReply(200, { ...z.looseObject({}).parse(JSON.parse(reply.body.toString())), ...rest });
}

function entriesOf(one: OfTable): readonly unknown[] {
  return Array.isArray(one) ? one : one.Keys;
}

function half(one: OfTable, from: 'first' | 'rest'): OfTable {
  const entries = entriesOf(one);
  const middle = Math.floor(entries.length / 2);
  const kept = from === 'first' ? entries.slice(0, middle) : entries.slice(middle);
  return Array.isArray(one) ? kept : { ...one, Keys: kept };
}
