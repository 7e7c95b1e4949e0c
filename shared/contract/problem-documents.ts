/** The problem documents (RFC 9457): one schema for each `type`. A document has the members of its schema and no others. */
import * as z from 'zod';
import { listEntriesMax, tokenCharsMax } from '../domain/limits.ts';
import { sentence, support, url } from './common.ts';
import { problems, problemSlugs, problemType, type ProblemShape, type ProblemSlug } from './problems.ts';

const errors = z
  .array(z.object({ pointer: sentence, detail: sentence }))
  .min(1)
  .max(listEntriesMax);

const shared = {
  title: sentence,
  detail: sentence,
  instance: url,
  requestId: z.string().max(tokenCharsMax),
  support: support.optional(),
};

/** What every document has, whatever its type. */
export const problemDocument = z.object({
  ...shared,
  type: z.enum(problemSlugs.map(problemType)),
  status: z.int().min(400).max(599),
  errors: errors.optional(),
});

const documents: ReadonlyMap<ProblemSlug, z.ZodObject> = new Map(problemSlugs.map((slug) => [slug, documentFor(slug)]));

function documentFor(slug: ProblemSlug): z.ZodObject {
  const { status, members, errors: hasErrors }: ProblemShape = problems[slug];
  const document = z.object({
    type: z.literal(problemType(slug)),
    status: z.literal(status),
    ...shared,
    ...(hasErrors === true ? { errors } : {}),
    ...members,
  });
  return document.meta({ id: `${nameOf(slug)}Problem` });
}

/** A slug as a name: `not-found` is `NotFound`. */
export function nameOf(slug: ProblemSlug): string {
  return slug.replaceAll(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase());
}

/** The schema of the document of a problem. */
export function documentOf(slug: ProblemSlug): z.ZodObject {
  const found = documents.get(slug);
  if (found === undefined) throw new Error(`no document for ${slug}`);
  return found;
}
