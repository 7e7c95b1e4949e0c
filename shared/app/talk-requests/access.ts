/** Who may see a request: its seeker, and the partner who asked for them. For every other caller it does not exist. */
import type { Problem } from '../../contract/problems.ts';
import type { RequestId, SpaceId } from '../../domain/ids.ts';
import type { PartnerRight } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { partnerMay, type Caller } from '../access/callers.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { notFound, unauthenticated } from '../store/problems.ts';

export interface RequestCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly request: RequestId;
  /** The right that a partner's key needs: `read` to read, `ask` to change anything. */
  readonly right?: PartnerRight;
}

/** The request and its space, for a caller who may see it. 401, 404, or 410 once it is erased or swept. */
export async function requestFor(
  ports: Ports,
  { caller, space: id, request, right = 'read' }: RequestCommand,
  now: EpochMs,
): Promise<Result<{ space: Space; talk: Talk }, Problem>> {
  if (caller.kind === 'nobody') return err(unauthenticated);
  if (caller.kind === 'person' || (caller.kind === 'seeker' && caller.request !== request)) return err(notFound);
  const space = await spaceOr404(ports, id);
  if (!space.ok) return space;
  if (caller.kind === 'partner') {
    const may = partnerMay(caller, space.value, right);
    if (!may.ok) return may;
  }
  const talk = await loadTalk(ports, id, request, now);
  if (!talk.ok) return talk;
  if (caller.kind === 'partner' && talk.value.partner !== caller.partner) return err(notFound);
  return ok({ space: space.value, talk: talk.value });
}
