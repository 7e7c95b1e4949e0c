import * as z from 'zod';
import type { Chosen } from './resources.ts';

/**
 * Reads the properties of a resource. Throws an error that names the resource and the properties that the runner does not
 * support.
 */
export function parseProperties<T extends z.ZodType>(schema: T, { logicalId, type, properties }: Chosen): z.output<T> {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The local runner does not support these properties of ${type} ${logicalId}:\n${z.prettifyError(parsed.error)}`,
  );
}
