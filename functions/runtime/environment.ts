/** The environment, parsed once at cold start. No other code reads `process.env`. Each function has only the variables that it needs. */
import * as z from 'zod';
import { waitSecondsMax } from '../../shared/domain/limits.ts';
import { env } from '../../shared/names.ts';

const schema = z.object({
  [env.liveTable]: z.string().min(1).default('none'),
  [env.homeTable]: z.string().min(1).default('none'),
  [env.linksTable]: z.string().min(1).default('none'),
  [env.wakeQueueUrl]: z.url().optional(),
  [env.timerQueueUrl]: z.url().optional(),
  [env.deliveryQueueUrl]: z.url().optional(),
  [env.secretArn]: z.string().min(1).optional(),
  [env.caseTopicArn]: z.string().min(1).optional(),
  [env.senderFunction]: z.string().min(1).optional(),
  /** Whether webhooks may be sent to this machine, because the whole service runs on it. The sender knows it without this variable. */
  [env.webhookLoopback]: z.stringbool().default(false),
  [env.oidcIssuer]: z.url().optional(),
  /** One audience, or several separated by commas: the clients whose tokens are accepted. */
  [env.oidcAudience]: z.string().min(1).optional(),
  [env.publicUrl]: z.string().default(''),
  /** Where sockets connect. */
  [env.liveUrl]: z.string().default(''),
  /** Where frames are pushed to sockets. */
  [env.pushUrl]: z.url().optional(),
  /** Origins of browser pages that may open a socket, with commas between them. */
  [env.liveOrigins]: z.string().default(''),
  [env.waitSecondsMax]: z.coerce.number().int().min(0).max(waitSecondsMax).default(waitSecondsMax),
  [env.waitSlots]: z.coerce.number().int().min(0).default(0),
  /** Whether what a person does in one space counts in no other. */
  [env.spacesApart]: z.stringbool().default(false),
  [env.version]: z.string().default('0'),
});

export type Environment = z.infer<typeof schema>;

/** The environment of this process. Throws at cold start if a variable of the template is missing or invalid. */
export const environment: Environment = schema.parse(process.env);
