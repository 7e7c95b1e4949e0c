import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { FaultChoice } from './fault-choice.ts';
import { jsonReply, type Call, type Intercept, type Reply } from './proxy.ts';

const message = z.looseObject({ MessageBody: z.string(), MessageGroupId: z.string().optional() });
type Message = z.infer<typeof message>;
const batch = z.looseObject({ Entries: z.array(message.extend({ Id: z.string() })) });
const batchReply = z.looseObject({ Successful: z.array(z.unknown()).default([]) });

/** What becomes of one message. */
type Outcome = 'sent' | 'lost' | 'late' | 'doubled';

/**
 * Faults between functions and SQS. They affect sent messages only. Event source mappings receive and delete messages without
 * faults.
 */
export function sqsFaults(choice: FaultChoice): Intercept {
  return async (call) => {
    if (call.operation !== 'SendMessage' && call.operation !== 'SendMessageBatch') return await call.forward();
    const number = choice.number('sqs', call.operation);
    const occurs = (fault: 'sendFailure' | 'lose' | 'late' | 'double', index = 0): boolean =>
      choice.occurs('sqs', fault, {
        operation: call.operation,
        // Each entry of a batch gets its own decision.
        number: number + index / 16,
        wish: choice.plan.sqs[fault],
      });
    if (occurs('sendFailure'))
      return jsonReply(503, { __type: 'com.amazonaws.sqs#ServiceUnavailable', message: 'Service unavailable' });
    const outcome = (index: number): Outcome =>
      occurs('lose', index) ? 'lost' : occurs('late', index) ? 'late' : occurs('double', index) ? 'doubled' : 'sent';
    const lateMs = choice.plan.sqs.late?.ms ?? 0;
    return call.operation === 'SendMessage' ? await sendOne(call, outcome(0), lateMs) : await sendMany(call, outcome, lateMs);
  };
}

async function sendOne({ body, forward }: Call, outcome: Outcome, lateMs: number): Promise<Reply> {
  const parsed = message.parse(JSON.parse(body.toString()));
  if (outcome === 'late') later(() => forward(), lateMs);
  if (outcome === 'lost' || outcome === 'late') return jsonReply(200, acknowledged(parsed));
  const reply = await forward();
  if (outcome === 'doubled') await forward(bufferOf(again(parsed)));
  return reply;
}

async function sendMany({ body, forward }: Call, outcome: (index: number) => Outcome, lateMs: number): Promise<Reply> {
  const parsed = batch.parse(JSON.parse(body.toString()));
  const decided = parsed.Entries.map((entry, index) => ({ entry, outcome: outcome(index) }));
  const those = (...outcomes: readonly Outcome[]) =>
    decided.filter((one) => outcomes.includes(one.outcome)).map(({ entry }) => entry);
  const send = (Entries: readonly Message[]): Promise<Reply> => forward(bufferOf({ ...parsed, Entries }));
  const late = those('late');
  if (late.length > 0) later(() => send(late), lateMs);
  const now = those('sent', 'doubled');
  const notSent = those('lost', 'late').map((entry) => ({ Id: entry.Id, ...acknowledged(entry) }));
  if (now.length === 0) return jsonReply(200, { Successful: notSent, Failed: [] });
  const reply = await send(now);
  const doubled = those('doubled');
  if (doubled.length > 0) await send(doubled.map(again));
  if (reply.status !== 200) return reply;
  const answer = batchReply.parse(JSON.parse(reply.body.toString()));
  return jsonReply(200, { ...answer, Successful: [...answer.Successful, ...notSent] });
}

/** What SQS answers for a message that it accepted. The SDK checks the digest. */
function acknowledged({ MessageBody, MessageGroupId }: Message): object {
  const digest = createHash('md5').update(MessageBody).digest('hex');
  const sequence = MessageGroupId === undefined ? {} : { SequenceNumber: '0'.repeat(20) };
  return { MessageId: randomUUID(), MD5OfMessageBody: digest, ...sequence };
}

/** The same message a second time. It needs a deduplication id of its own, because a FIFO queue would drop it without one. */
function again<M extends Message>(entry: M): M {
  return entry.MessageGroupId === undefined ? entry : { ...entry, MessageDeduplicationId: randomUUID() };
}

/** Sends a message after a delay, if the engine still runs then. A delayed message is lost when the runner ends first. */
function later(send: () => Promise<unknown>, ms: number): void {
  setTimeout(() => void send().catch(() => undefined), ms).unref();
}

function bufferOf(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
