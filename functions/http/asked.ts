/** The answer to asking: where the request stands, and the token, which is in no other answer. */
import type { Problem } from '../../shared/contract/problems.ts';
import { pollSeconds } from '../../shared/domain/limits.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import type { AskCommand, Asked } from '../../shared/app/talk-requests/ask.ts';
import type { Quota } from '../../shared/app/talk-requests/ask-quota.ts';
import { requestView } from '../../shared/app/talk-requests/request-view.ts';
import { tokenFor } from '../../shared/app/tokens.ts';
import { aboutTalk } from './about.ts';
import type { Outcome } from './route.ts';

/** 202 with the request as it stands now; a replay is answered the same way. */
export async function askedOutcome(ports: Ports, command: AskCommand, now: EpochMs): Promise<Result<Outcome, Problem>> {
  const asked = await ask(ports, command, now);
  return asked.ok ? standing(ports, asked.value, now) : asked;
}

/** The rate limit as the HTTP working group's draft says it (draft-ietf-httpapi-ratelimit-headers-11). */
function rateLimitHeaders({ most, windowSeconds, left, resetSeconds }: Quota): Readonly<Record<string, string>> {
  return { 'ratelimit-policy': `"asks";q=${most};w=${windowSeconds}`, ratelimit: `"asks";r=${left};t=${resetSeconds}` };
}

/** Where what was asked stands. */
export async function standing(ports: Ports, { space, talk, quota }: Asked, now: EpochMs): Promise<Result<Outcome, Problem>> {
  const view = await requestView(ports, space, talk, now);
  if (!view.ok) return view;
  return ok({
    status: 202,
    body: { ...view.value, token: tokenFor(ports.vault, 'seeker', talk.id) },
    location: view.value.links['self'] ?? '',
    retryAfterSeconds: pollSeconds,
    about: aboutTalk({ space, talk }),
    ...(quota === undefined ? {} : { headers: rateLimitHeaders(quota) }),
  });
}
