/** The parts that an HTTP function is made from. `runtime/` provides the live parts; tests and simulations provide their own. */
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Caller } from '../../shared/app/access/callers.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Log, Ports } from '../../shared/ports.ts';
import type { LoadMonitor } from '../runtime/load-monitor.ts';
import type { VerifyToken } from './identity.ts';
import type { SpaceCache } from './space-cache.ts';

export interface HttpContext {
  /** The ports for one request, which end with its invocation; rejects while the deployment's secret cannot be read. */
  readonly ports: (lambda: Context) => Promise<Ports>;
  readonly clock: () => EpochMs;
  /** A random number: at least 0 and less than 1. */
  readonly random: () => number;
  /** Resolves after a number of milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** The log for the time before the ports exist. */
  readonly log: Log;
  /** Shared with the store of `ports`, whose calls it measures. */
  readonly load: LoadMonitor;
  /** The spaces that this process has shown in answers. */
  readonly spaces: SpaceCache;
  /** Verifies the access tokens of people; undefined: this deployment has no issuer, and no token is valid. */
  readonly verify: VerifyToken | undefined;
  readonly wait: WaitLimits;
  /** Where sockets connect. Empty: this deployment has none. */
  readonly liveUrl: string;
}

export interface WaitLimits {
  /** Seconds for which an answer may be held. */
  readonly secondsMax: number;
  /** Maximum of answers that all processes together hold at the same time. */
  readonly slots: number;
}

/** Finds the caller of an event, by its `Authorization` header. */
export type Authenticate = (ports: Ports, event: APIGatewayProxyEventV2, now: EpochMs) => Promise<Result<Caller, Problem>>;
