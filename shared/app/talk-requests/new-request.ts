/** The parts of a new request: who asks, which volunteers are excluded, and which one is preferred. */
import type { Problem } from '../../contract/problems.ts';
import type { AskBody } from '../../contract/talk-requests.ts';
import { partsOf, requestId, type PartnerId, type RequestId, type SpaceId, type VolunteerId } from '../../domain/ids.ts';
import { excludedForGoodMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports, Crypto } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { load, query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { payloadDigest, subjectDigest } from '../store/digests.ts';
import { blockRecord, type Block } from '../store/home-records.ts';
import { jsonObject } from '../store/json.ts';
import { blocksPk, liveKeys } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';

export interface AskCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly key: string;
  readonly body: AskBody;
}

export interface Asker {
  readonly id: RequestId;
  readonly caller: string;
  readonly partner?: PartnerId;
  readonly test: boolean;
  readonly payload: string;
  readonly subject?: string;
}

/** The seeker, as keyed digests. The id of the request follows from caller, space and key, so a replay finds it. */
export function identify(
  crypto: Crypto,
  command: { readonly caller: Caller; readonly key: string; readonly body: AskBody },
  space: Space,
): Asker {
  const partner = command.caller.kind === 'partner' ? command.caller : undefined;
  const caller = crypto.mac('caller', partner?.partner ?? 'nobody');
  const { subject } = command.body;
  return {
    id: requestId.parse(`req_${crypto.mac('request', caller, space.id, command.key)}`),
    caller,
    ...(partner === undefined ? {} : { partner: partner.partner }),
    test: partner?.test ?? false,
    payload: payloadDigest(crypto, jsonObject(command.body)),
    ...(subject === undefined || partner === undefined
      ? {}
      : { subject: subjectDigest(crypto, space.id, partner.partner, subject) }),
  };
}

/**
 * The blocks of this subject, by either side: as many as a request lists. If there are more, the matcher reads them. The transaction of each
 * offer checks again.
 */
export async function blocksOf(
  ports: Ports,
  space: SpaceId,
  subject: string | undefined,
): Promise<Result<readonly Block[], Problem>> {
  if (subject === undefined) return ok([]);
  const page = await query(ports, { table: 'home', pk: blocksPk(space, subject), limit: excludedForGoodMax });
  return page.ok ? ok(readable(ports, blockRecord, page.value.items)) : page;
}

/**
 * The volunteer of an earlier conversation of the same caller and subject. Any other conversation is ignored, not refused. So a
 * caller cannot learn by trying who took part in a conversation.
 */
export async function sameVolunteer(
  ports: Ports,
  { body, asker, space }: { readonly body: AskBody; readonly asker: Asker; readonly space: Space },
  now: EpochMs,
): Promise<Result<VolunteerId | undefined, Problem>> {
  if (body.sameVolunteerAs === undefined) return ok(undefined);
  const { request } = partsOf(body.sameVolunteerAs);
  const found = await load(ports, liveKeys.talk(request), talkRecord);
  if (!found.ok) return found;
  const earlier = found.value;
  if (earlier === undefined || earlier.space !== space.id || earlier.caller !== asker.caller || earlier.subject !== asker.subject)
    return ok(undefined);
  if (earlier.deleteAt !== undefined && earlier.deleteAt <= now) return ok(undefined);
  const match = [...earlier.previousMatches, ...(earlier.match === undefined ? [] : [earlier.match])].find(
    (one) => one.conversation === body.sameVolunteerAs,
  );
  return ok(match?.volunteer);
}
