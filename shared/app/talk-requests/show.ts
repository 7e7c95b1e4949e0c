/** The state of a request. Reading it also shows that the seeker is present. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { requestFor, type RequestCommand } from './access.ts';
import { recordHeartbeat } from './heartbeat.ts';
import { viewedRequest, type RequestView } from './request-view.ts';

export interface ShownRequest {
  readonly space: Space;
  readonly talk: Talk;
  readonly view: RequestView;
}

/** The request as its seeker or partner sees it. 401, 404, 410. */
export async function showRequest(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Result<ShownRequest, Problem>> {
  const found = await requestFor(ports, command, now);
  if (!found.ok) return found;
  const { space } = found.value;
  const talk = await recordHeartbeat(ports, space, found.value.talk, now);
  if (!talk.ok) return talk;
  const viewed = await viewedRequest(ports, space, talk.value, now);
  return viewed.ok ? ok({ space, ...viewed.value }) : viewed;
}

/** "Still here": 204 for a request that waits. For a request that has ended nothing changes. */
export async function stillHere(
  ports: Ports,
  command: RequestCommand,
  now: EpochMs,
): Promise<Result<{ readonly space: Space }, Problem>> {
  const found = await requestFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const noted = await recordHeartbeat(ports, found.value.space, found.value.talk, now);
  return noted.ok ? ok({ space: found.value.space }) : noted;
}
