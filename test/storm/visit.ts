/** A few calls in one scene, step by step, for the tests that need no crowd. */
import type { History, Operation } from './history.ts';
import { askedIn } from './reads.ts';
import type { Scene, VolunteerInScene } from './scene.ts';

interface Sending {
  readonly params?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request, and the token that leads to it. */
export interface Ticket {
  readonly request: string;
  readonly token: string;
}

export class Visit {
  readonly scene: Scene;
  private readonly history: History;

  constructor(scene: Scene, history: History) {
    this.scene = scene;
    this.history = history;
  }

  call(route: Operation['route'], { params = {}, ...sending }: Sending): Promise<Operation> {
    return this.history.call({ who: 'visitor', route, ...sending, params: { space: this.scene.space, ...params } });
  }

  /** A call about a request, with its token. */
  ofRequest(route: Operation['route'], { request, token }: Ticket, headers: Readonly<Record<string, string>> = {}) {
    return this.call(route, { params: { request }, token, headers });
  }

  /** Asks in a language; throws when that is refused. */
  async ask(language: string, key: string): Promise<Ticket> {
    const body = { languages: [language], channel: 'chat', groundRulesVersion: 1 };
    const asked = askedIn(await this.call('ask', { token: this.scene.partnerToken, key, body }));
    if (asked === undefined) throw new Error('The request was not taken');
    return { request: asked.id, token: asked.token };
  }

  volunteer(name: string): VolunteerInScene {
    const found = this.scene.volunteers.find((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  }

  /** A call of a volunteer. */
  by(name: string, route: Operation['route'], sending: Omit<Sending, 'token'> = {}): Promise<Operation> {
    return this.call(route, { ...sending, token: this.volunteer(name).token });
  }

  setAvailable(name: string, available: boolean): Promise<Operation> {
    return this.by(name, 'setAvailability', { body: { available } });
  }
}
