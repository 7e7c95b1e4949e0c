/** The parts of an HTTP function on the real services. Created once per cold start. */
import { setTimeout as sleep } from 'node:timers/promises';
import { waitSecondsMax } from '../../shared/domain/limits.ts';
import type { HttpContext } from './context.ts';
import { identityVerifier, type VerifyToken } from './identity.ts';
import { SpaceCache } from './space-cache.ts';
import { environment } from '../runtime/environment.ts';
import { clock, log, portsFor } from '../runtime/ports.ts';
import { loadMonitor } from '../runtime/load-monitor.ts';

function verifierOf(): VerifyToken | undefined {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = environment;
  return issuer === undefined || audience === undefined
    ? undefined
    : identityVerifier({ issuer, audiences: audience.split(',') });
}

/** The live context of this process. */
export const liveHttp: HttpContext = {
  ports: portsFor,
  clock,
  random: Math.random,
  sleep,
  log,
  load: loadMonitor,
  spaces: new SpaceCache(),
  verify: verifierOf(),
  liveUrl: environment.LIVE_URL,
  wait: { secondsMax: Math.min(environment.WAIT_SECONDS_MAX, waitSecondsMax), slots: environment.WAIT_SLOTS },
};
