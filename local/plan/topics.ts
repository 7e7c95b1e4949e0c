import * as z from 'zod';
import { parseProperties } from './parse.ts';
import type { Chosen } from './resources.ts';

/** The properties of a topic. Encryption and the name that mails show have no local meaning; a FIFO topic is not supported. */
const topic = z.object({ FifoTopic: z.literal(false).optional() });

export interface TopicSpec {
  readonly name: string;
  readonly arn: string;
}

/** Reads a topic of the template. */
export function topicSpec(chosen: Chosen): TopicSpec {
  parseProperties(topic, chosen);
  return { name: chosen.name, arn: chosen.arn };
}
