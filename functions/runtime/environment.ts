/** The environment, parsed once at cold start; nothing else reads `process.env`. Each function has only what it needs. */
import * as z from 'zod';
import { waitSecondsMax } from '../../shared/domain/limits.ts';
import { env } from '../../shared/names.ts';

const schema = z.object({
  [env.liveTable]: z.string().min(1).default('none'),
  [env.homeTable]: z.string().min(1).default('none'),
  [env.wakeQueueUrl]: z.url().optional(),
  [env.timerQueueUrl]: z.url().optional(),
  [env.secretArn]: z.string().min(1).optional(),
  [env.oidcIssuer]: z.url().optional(),
  /** One audience, or several with commas: the clients whose tokens are taken. */
  [env.oidcAudience]: z.string().min(1).optional(),
  [env.publicUrl]: z.string().default(''),
  [env.waitSecondsMax]: z.coerce.number().int().min(0).max(waitSecondsMax).default(waitSecondsMax),
  [env.waitSlots]: z.coerce.number().int().min(0).default(0),
  [env.version]: z.string().default('0'),
});

export type Environment = z.infer<typeof schema>;

/** The environment of this process. Throws at cold start when it is not as the template gives it. */
export const environment: Environment = schema.parse(process.env);
