import type { Construct } from 'constructs';
import * as z from 'zod';
import { waitSecondsMax } from '../shared/domain/limits.ts';

/** Context arrives as text from `-c key=value` and as JSON from cdk.json. So a list may be written with commas. */
const list = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(',').filter((part) => part !== '') : given),
  z.array(z.string()),
);

const thisMachine = ['localhost', '127.0.0.1'];
const address = z.url({ protocol: /^https?$/ }).refine(isPrivate, { error: 'must be https, except on this machine' });

/** Everything a deployment may choose: `npx cdk deploy -c key=value`. A first deployment needs none of it. */
const contextSchema = z
  .strictObject({
    /** The name of the stack, and the first word of its queues and alarms. Two deployments in one account need two names. */
    stackName: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/)
      .default('earshot'),

    /** Where callers reach the API, without a slash at the end. Absent: the address that API Gateway gives. */
    publicUrl: address.regex(/[^/]$/, { error: 'must not end in a slash' }).optional(),
    /** Origins of browser pages that may call the API. Absent: none, because partners call from their servers. */
    corsOrigins: list.default([]),

    /** Origins of browser pages that may open a socket. Absent: those of `corsOrigins`. Programs that send no origin always may. */
    liveOrigins: list.optional(),

    /** The issuer (URL) of the tokens of volunteers, coordinators and operators. Absent: a Cognito user pool is created. */
    oidcIssuer: address.optional(),
    /** The audiences (or client ids) that are accepted from that issuer. Required with `oidcIssuer`. */
    oidcAudience: list.default([]),
    /** Pages to which Cognito may return a person after sign-in. Absent: the usual address of a page under development. */
    loginReturnUrls: list.default(['http://localhost:5173/']),

    /**
     * Seconds for which an answer may be held. With 0 every answer comes at once: that is cheaper, and callers learn of changes
     * later.
     */
    waitSecondsMax: z.coerce.number().int().min(0).max(waitSecondsMax).default(waitSecondsMax),
    /** Answers held at once in the whole deployment. Above this number the answer comes at once, with `Retry-After`. */
    waitSlots: z.coerce.number().int().min(0).max(10_000).default(400),

    /**
     * A volunteer who serves in several spaces is one person: talks, rest and the day's cap in one count in all. `true` keeps spaces
     * apart, for a deployment whose spaces must not depend on each other at all. It takes effect when a volunteer next goes on.
     */
    spacesApart: z.union([z.boolean(), z.stringbool()]).default(false),

    /**
     * Executions reserved for `long-poll`, which are also its cap. Absent: none, because a new account (10 in all) cannot reserve.
     */
    longPollConcurrency: z.coerce.number().int().min(1).optional(),
    /**
     * Executions reserved for `sheddable`, which are also its cap: a rush can never take the executions that ending and leaving
     * need.
     */
    sheddableConcurrency: z.coerce.number().int().min(1).optional(),
    /** Executions reserved for `matcher`: two for timers, the rest for wakes. So its queues never cause throttling. */
    matcherConcurrency: z.coerce.number().int().min(4).max(1000).optional(),

    /**
     * `true`: webhooks may be sent to the machine that the service runs on. Only the local runner sets it. A template with it cannot be
     * deployed.
     */
    webhookLoopback: z.union([z.boolean(), z.stringbool()]).default(false),

    /** The ARN of an SNS topic that gets every alarm. Absent: alarms change their state, and no person is notified. */
    alarmTopicArn: z.string().startsWith('arn:').optional(),
  })
  .refine((context) => (context.oidcIssuer === undefined) === (context.oidcAudience.length === 0), {
    error: 'oidcIssuer and oidcAudience must be given together',
    path: ['oidcAudience'],
  });

export type EarshotContext = z.infer<typeof contextSchema>;

/** The context of `scope`, parsed. Throws a readable description of what is wrong, before anything is built. */
export function readContext(scope: Construct): EarshotContext {
  const keys = Object.keys(contextSchema.shape);
  const given = keys.map((key): [string, unknown] => [key, scope.node.tryGetContext(key)]);
  const parsed = contextSchema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  if (!parsed.success) throw new Error(`The CDK context is not usable:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function isPrivate(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || thisMachine.includes(url.hostname));
}
