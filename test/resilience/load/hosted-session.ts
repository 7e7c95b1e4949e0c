/** The app of a seeker whose talk lasts until it is released. */
import type { Told } from '../../../actors/session.ts';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import { ChaosSession } from '../../chaos/actors/chaos-session.ts';

export class HostedSession extends ChaosSession {
  readonly #asked = Promise.withResolvers<void>();
  readonly #talking = Promise.withResolvers<void>();
  readonly #released = Promise.withResolvers<void>();

  /** Rejects if the request is refused. */
  get hasAsked(): Promise<void> {
    return this.#asked.promise;
  }

  get isTalking(): Promise<void> {
    return this.#talking.promise;
  }

  release(): void {
    this.#released.resolve();
  }

  /** A sleep without an end is the talk. */
  override async sleep(seconds: number): Promise<void> {
    if (seconds < Infinity) return super.sleep(seconds);
    this.#talking.resolve();
    await this.#released.promise;
  }

  override async insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    const told = await super.insist(id, sent);
    if (id !== 'ask') return told;
    if (told.kind === 'success') this.#asked.resolve();
    else this.#asked.reject(new Error(`${this.name} was refused`));
    return told;
  }
}
