/** Where the two sides of a conversation meet: a link for each side, made from the template of the space. */
import * as z from 'zod';
import { conversationOf, requestId, type ConversationId } from './ids.ts';
import { urlCharsMax } from './limits.ts';

/** Where the id of the conversation belongs in a template. */
const placeholder = '{conversation}';

/** How programs that build URLs write the placeholder. */
const encoded = /%7[Bb]conversation%7[Dd]/gu;

/** Two conversations whose ids differ as little as two ids can: in the case of one letter. */
const [one, other] = ['a', 'A'].map((letter) => conversationOf(requestId.parse(`req_aaaaaaa${letter}`), 1));

/** The link that a template gives for a conversation. The characters of an id stand in a URL as they are. */
export function linkFor(template: string, conversation: ConversationId): string {
  return template.replaceAll(placeholder, conversation);
}

/**
 * Whether the template gives each conversation its own link. It compares what a browser opens: a template that loses the placeholder on
 * the way, such as `/{conversation}/..`, puts every pair into one room.
 */
function tellsApart(template: string): boolean {
  if (one === undefined || other === undefined) return false;
  const [first, second] = [one, other].map((id) => URL.parse(linkFor(template, id))?.href);
  return first !== undefined && first !== second;
}

const wayIn = z
  .url({ protocol: /^https?$/u })
  .max(urlCharsMax)
  .overwrite((template) => template.replaceAll(encoded, placeholder))
  .refine(
    tellsApart,
    `Write ${placeholder} where the id of the conversation belongs, as in https://talk.example/${placeholder}. Otherwise all pairs get the same link.`,
  );

/** The template for each side. Without it the partner sends the links. */
export const handover = z.strictObject({ seekerUrl: wayIn, volunteerUrl: wayIn });
export type Handover = z.infer<typeof handover>;

/** A template as it is stored. An earlier version stored templates that give all pairs the same link. */
export const storedHandover = z.strictObject({ seekerUrl: z.string(), volunteerUrl: z.string() });

/** The template of the space, if it gives each conversation its own link on both sides. */
export function usableHandover(stored: Handover | undefined): Handover | undefined {
  return stored !== undefined && tellsApart(stored.seekerUrl) && tellsApart(stored.volunteerUrl) ? stored : undefined;
}
