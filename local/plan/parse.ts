import * as z from 'zod';
import type { Chosen } from './resources.ts';

/** The properties of a resource as the runner understands them. Throws, naming the resource, what it does not understand. */
export function parseProperties<T extends z.ZodType>(schema: T, { logicalId, type, properties }: Chosen): z.output<T> {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(`The local runner does not understand ${type} ${logicalId}:\n${z.prettifyError(parsed.error)}`);
}
