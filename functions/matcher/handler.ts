/** Invoked by the wake queue and by timers: matches the rooms in the batch. */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { retryRoom } from '../../shared/app/matching/timer.ts';
import { roomOf } from '../../shared/app/store/keys.ts';
import { apart } from '../../shared/app/store/bugs.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Ports } from '../../shared/ports.ts';
import { matcherReserveMs } from '../runtime/limits.ts';
import type { EventContext } from '../runtime/context.ts';
import { roomMessage } from '../runtime/room-message.ts';

interface Run extends Pick<EventContext, 'clock'> {
  /** False when the time of the invocation is nearly over. */
  readonly mayGoOn: () => boolean;
}

type Woken = { readonly record: SQSRecord; readonly space: SpaceId | undefined };

/**
 * Runs once per room, for any number of wakes. When the store stopped a run, a timer takes its place. A record is reported as failed when no
 * timer could be set, or when it is poison. Then only this record is retried and ends in the dead-letter queue, and no other room waits for it. In a FIFO batch, the records of the same room
 * after a failed one are reported as failed too, so that their order is kept.
 */
export function matcher({
  ports: portsOf,
  clock,
}: EventContext): (event: SQSEvent, lambda: Context) => Promise<SQSBatchResponse> {
  return async (event, lambda) => {
    const ports = await portsOf(lambda);
    const woken = event.Records.map((record): Woken => ({ record, space: spaceOf(record) }));
    const failed = new Set(woken.filter(({ space }) => space === undefined).map(({ record }) => record.messageId));
    const mayGoOn = () => lambda.getRemainingTimeInMillis() > matcherReserveMs;
    for (const [id, records] of Map.groupBy(woken, ({ space }) => space)) {
      if (id === undefined) continue;
      // A bug in one room must not take the wakes of the other rooms of the batch to the dead letters.
      const done = await apart(ports, 'matcher', async () => ok(await matched(ports, id, { mayGoOn, clock })));
      if (!done.ok || !done.value) records.forEach(({ record }) => failed.add(record.messageId));
    }
    for (const messageId of failed) ports.log.write({ code: 'wake-not-done', fields: { messageId } });
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function spaceOf(record: SQSRecord): SpaceId | undefined {
  try {
    const parsed = roomMessage.safeParse(JSON.parse(record.body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function matched(ports: Ports, id: SpaceId, run: Run): Promise<boolean> {
  const space = await spaceOr404(ports, id);
  // A room without a space has nothing to match, so its wake is finished.
  if (!space.ok && space.error.code === 'not-found') return true;
  const done = space.ok ? await matchRoom(ports, { space: space.value, whole: false, mayGoOn: run.mayGoOn }, run.clock()) : space;
  if (done.ok) {
    ports.log.write({ code: 'room-matched', fields: { space: id, ...done.value } });
    return true;
  }
  if (done.error.code !== 'unavailable') return false;
  const isTimed = await retryRoom(ports, roomOf(id), run.clock());
  ports.log.write({ code: 'match-postponed', fields: { space: id, isTimed } });
  return isTimed;
}
