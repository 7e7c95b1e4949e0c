/** How long it takes until the service serves again: somebody asks and cancels, over and over, in a space where nobody else is. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VolunteerProfile } from '../chaos/actors/volunteer-profiles.ts';
import { History } from '../chaos/history.ts';
import { askedIn } from '../world/history/reads.ts';
import { aFixture, type Fixture } from '../chaos/fixture.ts';
import type { Service } from '../chaos/service.ts';
import { probeEveryMs, probeMsMax } from './limits.ts';
import { askingBody } from '../world/bodies.ts';

/** Something was done to the service, or was over. */
interface Blow {
  readonly what: string;
  readonly at: number;
}

export interface Recovery extends Blow {
  /** Milliseconds until a probe that began afterwards was served; undefined: none was. */
  readonly ms: number | undefined;
}

export class Probe {
  private readonly fixture: Fixture;
  private readonly history: History;
  private readonly over = new AbortController();
  private readonly served: { readonly began: number; readonly ended: number }[] = [];
  private readonly blows: Blow[] = [];
  private readonly running: Promise<void>;

  private constructor(fixture: Fixture, url: string) {
    this.fixture = fixture;
    this.history = new History(url);
    this.running = this.run();
  }

  /** Begins to probe. */
  static async of(service: Pick<Service, 'url' | 'issuer'>): Promise<Probe> {
    const nobody: VolunteerProfile = { name: 'nobody', role: 'listener', profile: { languages: ['en'] } };
    return new Probe(await aFixture(service, [nobody]), service.url);
  }

  /** From now on it is measured how long it takes. */
  note(what: string): void {
    this.blows.push({ what, at: Date.now() });
  }

  /** Resolves once it was served after the last blow, or the milliseconds are over; with whether it was. */
  async recovered(withinMs: number): Promise<boolean> {
    const deadline = Date.now() + withinMs;
    const isHurt = (): boolean => this.recoveries().some(({ ms }) => ms === undefined);
    while (isHurt() && Date.now() < deadline) await sleep(probeEveryMs);
    return !isHurt();
  }

  /** Ends, and tells what came of each blow. */
  async stop(): Promise<readonly Recovery[]> {
    this.over.abort();
    await this.running;
    return this.recoveries();
  }

  private recoveries(): readonly Recovery[] {
    return this.blows.map((blow) => {
      const first = this.served.find(({ began }) => began >= blow.at);
      return { ...blow, ms: first === undefined ? undefined : first.ended - blow.at };
    });
  }

  private async run(): Promise<void> {
    for (let nth = 1; !this.over.signal.aborted; nth += 1) {
      const began = Date.now();
      if (await this.once(nth)) this.served.push({ began, ended: Date.now() });
      await sleep(probeEveryMs);
    }
  }

  /** Whether both were answered well, in time. */
  private async once(nth: number): Promise<boolean> {
    const { space, partnerToken } = this.fixture;
    const who = 'probe';
    const timeoutMs = probeMsMax;
    const idempotencyKey = createHash('sha256').update(`${space} ${who} ${nth}`).digest('base64url');
    // Nobody who is not safe is put off: others may be, by a service that has long come back, while a crowd comes back with it.
    const body = { ...askingBody, notSafeNow: true } as const;
    const asking = { who, route: 'ask', params: { space }, token: partnerToken, idempotencyKey, body, timeoutMs } as const;
    const asked = askedIn(await this.history.call(asking));
    if (asked === undefined) return false;
    const params = { space, request: asked.id };
    const cancelled = await this.history.call({ who, route: 'cancelRequest', params, token: asked.token, timeoutMs });
    return cancelled.outcome === 'ok';
  }
}
