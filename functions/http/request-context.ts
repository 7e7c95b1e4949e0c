/** The data of one request. Each inner middleware adds its part. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller } from '../../shared/app/access/callers.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import type { BoundRoute, LongPoller, Run } from './route.ts';

export interface RequestContext {
  readonly event: APIGatewayProxyEventV2;
  readonly route: BoundRoute;
  readonly ports: Ports;
  readonly now: EpochMs;
  /** Added by `authenticate`. */
  readonly caller?: Caller;
  /** Added by `parse`. */
  readonly run?: Run;
  readonly longPoll?: LongPoller;
}
