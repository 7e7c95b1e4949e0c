/** The conditional headers, parsed as RFC 9110 says (8.8.3, 13.1). */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Problem } from '../../shared/contract/problems.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** The opaque parts of the tags, unquoted; `['*']`: any tag. Undefined: the header was not sent. */
export type EntityTags = readonly string[] | undefined;

interface EntityTag {
  readonly isWeak: boolean;
  readonly opaque: string;
}

/** The tags of `If-Match`. A weak tag never matches, because the comparison is strong. 400: not a list of tags. */
export function ifMatchOf({ headers }: APIGatewayProxyEventV2): Result<EntityTags, Problem> {
  return tagsOf('If-Match', headers['if-match'], ({ isWeak }) => !isWeak);
}

/** The tags of `If-None-Match`. The comparison is weak. 400: not a list of tags. */
export function ifNoneMatchOf({ headers }: APIGatewayProxyEventV2): Result<EntityTags, Problem> {
  return tagsOf('If-None-Match', headers['if-none-match'], () => true);
}

function tagsOf(name: string, header: string | undefined, counts: (tag: EntityTag) => boolean): Result<EntityTags, Problem> {
  if (header === undefined) return ok(undefined);
  if (header.trim() === '*') return ok(['*']);
  const tags = listOf(header);
  if (tags === undefined)
    return err({
      code: 'bad-request',
      errors: [{ pointer: `/${name}`, detail: 'Must be `*`, or quoted entity tags: "…", "…".' }],
    });
  // A quoted `*` is a tag like any other, and no tag of this service is `*`.
  return ok(tags.filter((tag) => counts(tag) && tag.opaque !== '*').map(({ opaque }) => opaque));
}

/** A tag: a comma may be a part of it. */
const entityTag = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/uy;
/** What may stand between two tags: a comma, and more of them. */
const separator = /[ \t]*,[ \t,]*/uy;
const padding = /[ \t,]*/uy;

/** The tags of a list. Undefined: it is no list of tags, or it is empty. */
function listOf(header: string): readonly EntityTag[] | undefined {
  const tags: EntityTag[] = [];
  let at = lengthOf(padding, header, 0);
  for (;;) {
    entityTag.lastIndex = at;
    const found = entityTag.exec(header);
    if (found === null) return undefined;
    tags.push({ isWeak: found[1] !== undefined, opaque: found[2] ?? '' });
    at += found[0].length;
    if (at + lengthOf(padding, header, at) === header.length) return tags;
    const between = lengthOf(separator, header, at);
    if (between === 0) return undefined;
    at += between;
  }
}

/** How many characters a sticky pattern takes at a place. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
