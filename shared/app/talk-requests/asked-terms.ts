/** Whether a seeker asks only for what the space has. A seeker who is not safe is never refused for a word. */
import type { FieldError, Problem } from '../../contract/problems.ts';
import type { AskBody } from '../../contract/talk-requests.ts';
import { hasLanguage, hasTopic, theseOnly, unknownTerms } from '../../domain/offered-terms.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Wishes } from '../../domain/talk.ts';
import { foldLabel } from '../../domain/text.ts';
import { foldPreference } from '../../domain/vocabulary.ts';
import type { Unmet } from './serviceability.ts';

/**
 * 422 unprocessable for a topic that the space does not have. 422 nobody-could-serve if it has none of the languages, or not the channel
 * or the role. Both name what it has. One language of several is enough: the seeker can talk in it.
 */
export function onlyOfferedTerms(body: AskBody, space: Space): Result<void, Problem> {
  if (body.notSafeNow) return ok();
  const topics = unknownTerms(space, { topics: body.topics });
  const wishes = unknownWishes(body, space);
  const errors = [...topics, ...wishes.map(({ error }) => error)];
  if (topics.length > 0) return err({ code: 'unprocessable', errors });
  if (wishes.length > 0) return err({ code: 'nobody-could-serve', errors, members: { unmet: wishes.map(({ wish }) => wish) } });
  return ok();
}

/** Where in the body each wish is. */
const placeOf = {
  nobody: '',
  language: '/languages',
  role: '/role',
  channel: '/channel',
  attribute: '/preferences',
  topic: '/topics',
  combination: '',
} as const satisfies Record<Unmet, string>;

/** 422: what no volunteer of the space meets, and where the body asks for it. */
export function nobodyCouldServe(unmet: readonly Unmet[]): Problem {
  const errors = unmet.map((wish) => ({ pointer: placeOf[wish], detail: 'No volunteer of this space, on or off, meets this.' }));
  return { code: 'nobody-could-serve', errors, members: { unmet } };
}

interface UnknownWish {
  readonly wish: Unmet;
  readonly error: FieldError;
}

function unknownWishes({ languages, role, channel }: AskBody, space: Space): readonly UnknownWish[] {
  const found: UnknownWish[] = [];
  const add = (wish: Unmet, offered: readonly string[]) =>
    found.push({ wish, error: { pointer: placeOf[wish], detail: theseOnly(offered) } });
  if (!hasLanguage(space, languages)) add('language', space.inclusivity.languages);
  if (role !== undefined && !space.roles.includes(role)) add('role', space.roles);
  if (!space.channels.includes(channel)) add('channel', space.channels);
  return found;
}

/** What the body asks of a volunteer, in the form in which it is compared. Topics that the space does not have are left out. */
export function wishesOf(body: AskBody, space: Space): Wishes {
  return {
    languages: body.languages,
    channel: body.channel,
    ...(body.role === undefined ? {} : { role: body.role }),
    topics: body.topics.filter((topic) => hasTopic(space, topic)).map(foldLabel),
    preferences: body.preferences.map(foldPreference),
  };
}
