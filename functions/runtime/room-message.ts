/** A wake as a message of a queue. */
import * as z from 'zod';
import { spaceId } from '../../shared/domain/ids.ts';

/** `{ "room": "<space>#<shard>" }`; any other message is poison and goes to the dead-letter queue. */
export const roomMessage = z
  .strictObject({ room: z.string() })
  .transform(({ room }) => room.split('#')[0] ?? '')
  .pipe(spaceId);
