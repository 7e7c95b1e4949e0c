/** The matching endpoint's look at a request: the match, or where the request stands. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { joinOf } from './conversation-view.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { tokenFor } from '../store/tokens.ts';
import type { Asked } from '../talk-requests/ask.ts';
import { standingOf, type Standing } from '../talk-requests/standing-of.ts';

export type Matched =
  | { readonly kind: 'none'; readonly standing: Standing }
  | { readonly kind: 'match'; readonly space: Space; readonly talk: Talk; readonly match: MatchView };

export interface MatchView {
  readonly requestId: Talk['id'];
  readonly conversation: {
    readonly id: NonNullable<Talk['match']>['conversation'];
    readonly channel: Talk['criteria']['channel'];
    readonly join: ReturnType<typeof joinOf>;
  };
  readonly token: string;
}

/** The match of a request that was asked, if a volunteer has accepted it; 404, 410, 503. */
export async function matchOf(
  ports: Ports,
  { space, talk: asked }: Pick<Asked, 'space' | 'talk'>,
  now: EpochMs,
): Promise<Result<Matched, Problem>> {
  const found = await loadTalk(ports, space.id, asked.id, now);
  if (!found.ok) return found;
  const talk = found.value;
  if (talk.state !== 'matched' || talk.match === undefined) {
    const standing = await standingOf(ports, { space, talk }, now);
    return standing.ok ? ok({ kind: 'none', standing: standing.value }) : standing;
  }
  const conversation = { id: talk.match.conversation, channel: talk.criteria.channel, join: joinOf(talk.match, 'partner') };
  const token = tokenFor(ports.crypto, 'seeker', talk.id);
  return ok({ kind: 'match', space, talk, match: { requestId: talk.id, conversation, token } });
}
