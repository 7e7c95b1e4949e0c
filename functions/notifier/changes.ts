/** The changes of `live` in a batch of its stream, parsed. */
import type { DynamoDBRecord } from 'aws-lambda';
import { itemOfImage } from '../../shared/adapters/dynamodb/stream-image.ts';
import { epochMs, type EpochMs } from '../../shared/domain/time.ts';
import { caseAlertsPartition, livePrefixes } from '../../shared/names.ts';
import type { Item, Key } from '../../shared/ports.ts';

export type ChangedKind = 'talk' | 'seat' | 'alert';

/** One change, as the stream delivered it. */
export interface Change {
  /** Names the record, also when it is delivered again. */
  readonly id: string;
  readonly kind: ChangedKind;
  readonly key: Key;
  /** As it was written. Undefined: it was deleted. */
  readonly item: Item | undefined;
  /** When it was written, in whole seconds. */
  readonly at: EpochMs;
}

const kinds: readonly (readonly [begins: string, kind: ChangedKind])[] = [
  [livePrefixes.talk, 'talk'],
  [livePrefixes.seat, 'seat'],
  [caseAlertsPartition, 'alert'],
];

/** Undefined for an item of another kind. `unreadable` if it is not an item of this service: then nothing can be told of it. */
export function changeOf({ eventName, dynamodb }: DynamoDBRecord, now: EpochMs): Change | 'unreadable' | undefined {
  const { SequenceNumber: id, Keys: keys, NewImage: image, ApproximateCreationDateTime: seconds } = dynamodb ?? {};
  const [pk, sk] = [keys?.['pk']?.S, keys?.['sk']?.S];
  const kind = kinds.find(([begins]) => pk?.startsWith(begins))?.[1];
  if (kind === undefined) return undefined;
  const item = itemIn(image);
  if (id === undefined || pk === undefined || sk === undefined || (item === undefined && eventName !== 'REMOVE'))
    return 'unreadable';
  const at = seconds === undefined ? now : epochMs.parse(Math.round(seconds * 1000));
  return { id, kind, key: { table: 'live', pk, sk }, item, at };
}

function itemIn(image: unknown): Item | undefined {
  try {
    return itemOfImage('live', image);
  } catch {
    return undefined;
  }
}
