/** A come-back token: no volunteer came, and a seeker who asks again keeps the old queue time and the old blocks. */
import type { Problem } from '../../contract/problems.ts';
import type { AskBody } from '../../contract/talk-requests.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Exclusion, Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { mayComeBack } from '../../domain/transitions/conversation.ts';
import { load, loadMany } from '../store/transact.ts';
import { blockRecord } from '../store/home-records.ts';
import { homeKeys, liveKeys } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { isGone } from '../store/talk-aggregate.ts';
import { requestOfToken } from '../store/tokens.ts';
import type { Asker } from './new-request.ts';

export interface ComeBack {
  readonly from: Talk;
  readonly askedAt: EpochMs;
  /** The count of requests that overtook it stays, because the queue time is the same. */
  readonly overtaken: Talk['overtaken'];
  /** For good. */
  readonly excludedVolunteers: readonly Exclusion[];
}

const refused: Problem = {
  code: 'unprocessable',
  errors: [
    { pointer: '/comeBack', detail: 'This token is not valid in this space, was used already, or has expired. Ask without it.' },
  ],
};

/** The request that the token stands for: it expired, or its volunteer was gone. A token works once, in its space, for its caller. */
export async function comingBack(
  ports: Ports,
  { body, asker, space }: { readonly body: AskBody; readonly asker: Asker; readonly space: Space },
  now: EpochMs,
): Promise<Result<ComeBack | undefined, Problem>> {
  if (body.comeBack === undefined) return ok(undefined);
  const id = requestOfToken(ports.crypto, 'come-back', body.comeBack);
  if (id === undefined) return err(refused);
  const found = await load(ports, liveKeys.talk(id), talkRecord);
  if (!found.ok) return found;
  const from = found.value;
  if (from === undefined || from.space !== space.id || from.caller !== asker.caller || isGone(from, now)) return err(refused);
  if (!mayComeBack(from) || from.comeBackUsedBy !== undefined) return err(refused);
  const excluded = await stillExcluded(ports, from, asker.subject);
  if (!excluded.ok) return excluded;
  // A volunteer who vanished is not tried again.
  const vanished = from.match === undefined ? [] : [{ volunteer: from.match.volunteer, until: null }];
  return ok({ from, askedAt: from.askedAt, overtaken: from.overtaken, excludedVolunteers: [...excluded.value, ...vanished] });
}

/**
 * The volunteers who are excluded for good, without those whose block was lifted. Blocks of another pseudonym, or of a request without one, stay as
 * they are: no block of the new request stands for them.
 */
async function stillExcluded(
  ports: Ports,
  { space, subject, excludedVolunteers }: Talk,
  asker: string | undefined,
): Promise<Result<readonly Exclusion[], Problem>> {
  const forGood = excludedVolunteers.filter(({ until }) => until === null);
  const lasting = forGood.map(({ volunteer }): Exclusion => ({ volunteer, until: null }));
  if (subject === undefined) return ok(lasting);
  const keys = forGood.flatMap(({ volunteer, block }) => (block === true ? [homeKeys.block(space, subject, volunteer)] : []));
  const blocks = await loadMany(ports, keys, blockRecord);
  if (!blocks.ok) return blocks;
  const blocked = new Set(blocks.value.map(({ volunteer }) => volunteer));
  const left = (subject === asker ? forGood : lasting).filter(
    ({ volunteer }, at) => forGood[at]?.block !== true || blocked.has(volunteer),
  );
  return ok(left);
}
