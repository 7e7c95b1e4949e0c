import * as z from 'zod';

const rate = z.number().min(0).max(1);
const operations = z.array(z.string().regex(/^[A-Z][A-Za-z]+$/)).optional();
const simple = z.union([
  rate.transform((value) => ({ rate: value, operations: undefined })),
  z.strictObject({ rate, operations }),
]);
const timed = z.strictObject({ rate, operations, ms: z.number().int().min(1).max(900_000) });

/**
 * Which faults occur between the functions and the engines and on sockets, and how often: a share from 0 to 1 of all requests, or `{ rate,
 * operations }` for some operations only. `latency` and `late` also give milliseconds.
 */
export const faultPlan = z.strictObject({
  seed: z.number().int(),
  enabled: z.boolean().default(true),
  dynamoDb: z
    .strictObject({
      /** Refused as throttled, as a whole or, for a transaction, because of one of its items. The request has no effect. */
      throttle: simple.optional(),
      /** Half of a batch is not processed. The answer names the entries. */
      unprocessed: simple.optional(),
      /** A write is refused because another transaction is in progress. The request has no effect. */
      conflict: simple.optional(),
      /** The connection is cut. The request has no effect. */
      cut: simple.optional(),
      /** A write takes effect, and then the connection is cut or the answer is a 500. */
      unknownOutcome: simple.optional(),
      /** Answered later. */
      latency: timed.optional(),
    })
    .default({}),
  sqs: z
    .strictObject({
      /** Acknowledged but never delivered. */
      lose: simple.optional(),
      /** Delivered twice. */
      double: simple.optional(),
      /** Acknowledged at once, sent later. */
      late: timed.optional(),
      /** Refused as unavailable. The message is not sent. */
      sendFailure: simple.optional(),
    })
    .default({}),
  /** Operations: `PostToConnection`, a push of a function, and `Message`, a message of a client. Only `cut` applies to both. */
  sockets: z
    .strictObject({
      /** Refused with a 500. The push is not sent. */
      pushFailure: simple.optional(),
      /** The connection is cut, and the push or message is lost. */
      cut: simple.optional(),
      /** Acknowledged but never sent. */
      drop: simple.optional(),
      /** Acknowledged at once, sent later, perhaps after later pushes. */
      late: timed.optional(),
      /** Sent twice. */
      double: simple.optional(),
    })
    .default({}),
});

export type FaultPlan = z.infer<typeof faultPlan>;
/** A plan as people write it: with the shorthand, and without the defaults. */
export type FaultPlanInput = z.input<typeof faultPlan>;

export type Service = 'dynamoDb' | 'sqs' | 'sockets';
export type FaultName<S extends Service> = keyof FaultPlan[S];

/** The faults of each service, in the order in which the seed decides them. */
export const faultNames = {
  dynamoDb: ['latency', 'throttle', 'conflict', 'cut', 'unknownOutcome', 'unprocessed'],
  sqs: ['sendFailure', 'lose', 'late', 'double'],
  sockets: ['pushFailure', 'cut', 'drop', 'late', 'double'],
} as const satisfies { [S in Service]: readonly FaultName<S>[] };
