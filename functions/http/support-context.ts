/** What decides the help resources of an answer about a request. */
import type { Space } from '../../shared/domain/space.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import type { SupportAbout } from './support-block.ts';

export function aboutTalk({ space, talk }: { readonly space: Space; readonly talk?: Talk | undefined }): SupportAbout {
  if (talk === undefined) return { space };
  return {
    space,
    ...(talk.criteria.country === undefined ? {} : { country: talk.criteria.country }),
    languages: talk.criteria.languages,
    topic: talk.criteria.topics[0],
    notSafeNow: talk.need === 'notSafeNow',
    spaceChanged: talk.spaceChanged,
  };
}
