/** Whose help to show with an answer about a request. */
import type { Space } from '../../shared/domain/space.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { SupportAbout } from './support-block.ts';

export function aboutTalk({ space, talk }: { readonly space: Space; readonly talk: Talk }): SupportAbout {
  return {
    space,
    ...(talk.ask.country === undefined ? {} : { country: talk.ask.country }),
    languages: talk.ask.languages,
    topic: talk.ask.topics[0],
    notSafeNow: talk.need === 'notSafeNow',
  };
}
