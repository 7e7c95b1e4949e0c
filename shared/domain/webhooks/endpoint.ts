/** An address of a partner or a space that is told of events, and how well it answers. */
import * as z from 'zod';
import { endpointId, spaceId } from '../ids.ts';
import { listEntriesMax, urlCharsMax } from '../limits.ts';
import { epochMs, plusSeconds, secondsBetween, type EpochMs } from '../time.ts';
import { endpointOwner, wantedEventType, type EventType } from './event-types.ts';
import {
  failingDisableSeconds,
  failingNoticeSeconds,
  failuresBeforeProbing,
  probePauseSecondsMax,
  retryStepsSeconds,
  secretOverlapSeconds,
  secretsAtOnceMax,
} from './limits.ts';

export const endpointStates = ['unverified', 'active', 'disabled'] as const;

/** Why an endpoint is disabled: its owner wanted it; it answered 410; it did not answer well for days. */
export const disabledBecauses = ['owner', 'gone', 'failing'] as const;
export type DisabledBecause = (typeof disabledBecauses)[number];

/** A secret is derived from its number, so only the number is stored. The newest has no end. */
export const endpointSecret = z.strictObject({ n: z.int().positive(), until: epochMs.optional() });

export const endpoint = z.strictObject({
  id: endpointId,
  rev: z.string(),
  owner: endpointOwner,
  url: z.string().max(urlCharsMax),
  types: z.array(wantedEventType).max(wantedEventType.options.length),
  /** Of a partner's endpoint: the spaces whose talks it is told of. */
  spaces: z.array(spaceId).max(listEntriesMax).optional(),
  state: z.enum(endpointStates),
  disabledBecause: z.enum(disabledBecauses).optional(),
  disabledAt: epochMs.optional(),
  verifiedAt: epochMs.optional(),
  /** The newest first. */
  secrets: z.array(endpointSecret).min(1).max(secretsAtOnceMax),
  createdAt: epochMs,
  /** Keyed digest of the person who made it. Absent: a partner's key made it. */
  createdBy: z.string().optional(),
  /** Failed attempts since the last that succeeded, and the time of the first of them. */
  failures: z.int().nonnegative(),
  failingSince: epochMs.optional(),
  /** When the owner was told that it fails. */
  noticedAt: epochMs.optional(),
  /** Before this time no attempt is made. */
  restsUntil: epochMs.optional(),
});
export type Endpoint = z.infer<typeof endpoint>;

/** Whether the endpoint is told of events of this type. */
export function wants(of: Endpoint, type: EventType): boolean {
  return of.state === 'active' && of.types.some((wanted) => wanted === type);
}

/** The endpoint without the count of its failures. */
function healthy(of: Endpoint): Endpoint {
  const { failingSince: _since, noticedAt: _noticed, restsUntil: _rests, ...rest } = of;
  return { ...rest, failures: 0 };
}

/** Its owner has shown that the address is theirs, or wants it to work again. */
export function activated(of: Endpoint, now: EpochMs): Endpoint {
  const { disabledBecause: _because, disabledAt: _at, ...rest } = healthy(of);
  return { ...rest, state: 'active', verifiedAt: of.verifiedAt ?? now };
}

/** Nothing is sent to it any more. */
export function disabled(of: Endpoint, because: DisabledBecause, now: EpochMs): Endpoint {
  return of.state === 'disabled' ? of : { ...of, state: 'disabled', disabledBecause: because, disabledAt: now };
}

/** Its owner wants it to work again. Without the proof that the address is theirs it must be verified first. */
export function enabledAgain(of: Endpoint, now: EpochMs): Endpoint {
  if (of.state !== 'disabled') return of;
  const active = activated(of, now);
  if (of.verifiedAt !== undefined) return active;
  const { verifiedAt: _at, ...rest } = active;
  return { ...rest, state: 'unverified' };
}

/** It has another address, and its owner must show anew that the address is theirs. */
export function moved(of: Endpoint, url: string): Endpoint {
  if (url === of.url) return of;
  const { verifiedAt: _at, ...rest } = healthy(of);
  return { ...rest, url, state: of.state === 'disabled' ? 'disabled' : 'unverified' };
}

/** The secrets that are valid now, the newest first. */
export function validSecrets({ secrets }: Pick<Endpoint, 'secrets'>, now: EpochMs): Endpoint['secrets'] {
  return secrets.filter(({ until }) => until === undefined || until > now);
}

/** It has a new secret; the one before it stays valid for a day. Undefined: too many secrets are valid already. */
export function rotated(of: Endpoint, now: EpochMs): Endpoint | undefined {
  const valid = validSecrets(of, now);
  if (valid.length >= secretsAtOnceMax) return undefined;
  const older = valid.map(({ n, until }) => ({ n, until: until ?? plusSeconds(now, secretOverlapSeconds) }));
  return { ...of, secrets: [{ n: Math.max(...of.secrets.map(({ n }) => n)) + 1 }, ...older] };
}

/** Whether it gets one attempt at a time, until one succeeds. */
export function isProbed({ failures }: Pick<Endpoint, 'failures'>): boolean {
  return failures >= failuresBeforeProbing;
}

/** An attempt succeeded. The same object if nothing changes. */
export function afterSuccess(of: Endpoint): Endpoint {
  return of.failures === 0 && of.failingSince === undefined ? of : healthy(of);
}

/** What its owner must be told after a failure. */
export type FailureNotice = 'failing' | 'disabled' | undefined;

export interface AfterFailure {
  readonly endpoint: Endpoint;
  readonly notice: FailureNotice;
}

/** An attempt failed. After failures only for a day its owner is told, and after five days it is disabled. */
export function afterFailure(of: Endpoint, now: EpochMs): AfterFailure {
  const failures = of.failures + 1;
  const failingSince = of.failingSince ?? now;
  const rests = failures < failuresBeforeProbing ? {} : { restsUntil: plusSeconds(now, probePauseSeconds(failures)) };
  const after: Endpoint = { ...of, failures, failingSince, ...rests };
  if (of.noticedAt === undefined)
    return secondsBetween(failingSince, now) < failingNoticeSeconds
      ? { endpoint: after, notice: undefined }
      : { endpoint: { ...after, noticedAt: now }, notice: 'failing' };
  if ((disablesAt(after) ?? now) > now) return { endpoint: after, notice: undefined };
  return { endpoint: disabled(after, 'failing', now), notice: 'disabled' };
}

/** When an endpoint that fails will be disabled, if it goes on like that: never before its owner has had the time to act. */
export function disablesAt({ failingSince, noticedAt }: Pick<Endpoint, 'failingSince' | 'noticedAt'>): EpochMs | undefined {
  if (noticedAt !== undefined) return plusSeconds(noticedAt, failingDisableSeconds - failingNoticeSeconds);
  return failingSince && plusSeconds(failingSince, failingDisableSeconds);
}

/** The pauses between probes are the first steps of the schedule, up to `probePauseSecondsMax`. */
function probePauseSeconds(failures: number): number {
  const step = retryStepsSeconds[failures - failuresBeforeProbing] ?? probePauseSecondsMax;
  return Math.min(step, probePauseSecondsMax);
}
