import * as z from 'zod';

const rate = z.number().min(0).max(1);
const operations = z.array(z.string().regex(/^[A-Z][A-Za-z]+$/)).optional();
const simple = z.union([
  rate.transform((value) => ({ rate: value, operations: undefined })),
  z.strictObject({ rate, operations }),
]);
const timed = z.strictObject({ rate, operations, ms: z.number().int().min(1).max(900_000) });

/**
 * What goes wrong between the functions and the engines, and how often: shares from 0 to 1 of the requests, or `{ rate, operations }`
 * for some operations only. `latency` and `late` say how many milliseconds.
 */
export const faultPlan = z.strictObject({
  seed: z.number().int(),
  enabled: z.boolean().default(true),
  dynamoDb: z
    .strictObject({
      /** Refused as throttled, before it takes effect. */
      throttle: simple.optional(),
      /** A write refused because another transaction is under way, before it takes effect. */
      conflict: simple.optional(),
      /** The connection is cut, before it takes effect. */
      cut: simple.optional(),
      /** A write takes effect, and then the connection is cut, or the answer is a 500. */
      unknownOutcome: simple.optional(),
      /** Answered later. */
      latency: timed.optional(),
    })
    .default({}),
  sqs: z
    .strictObject({
      /** Acknowledged, and never delivered. */
      lose: simple.optional(),
      /** Delivered twice. */
      double: simple.optional(),
      /** Acknowledged at once, sent later. */
      late: timed.optional(),
      /** Refused as unavailable, before it takes effect. */
      sendFailure: simple.optional(),
    })
    .default({}),
});

export type FaultPlan = z.infer<typeof faultPlan>;
/** As it is written: with the shorthand and the defaults left out. */
export type FaultPlanInput = z.input<typeof faultPlan>;

export type Service = 'dynamoDb' | 'sqs';
export type FaultName<S extends Service> = keyof FaultPlan[S];

/** The faults of each service, in the order in which they are drawn. */
export const faultNames = {
  dynamoDb: ['latency', 'throttle', 'conflict', 'cut', 'unknownOutcome'],
  sqs: ['sendFailure', 'lose', 'late', 'double'],
} as const satisfies { [S in Service]: readonly FaultName<S>[] };
