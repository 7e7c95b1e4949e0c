/** Single calls in one fixture, for the tests that need no crowd. */
import type { RouteId } from '../../client/route.ts';
import type { RawSent, Sent } from '../../client/sent.ts';
import type { History } from './history.ts';
import type { Operation } from '../world/history/operation.ts';
import { askedIn } from '../world/history/reads.ts';
import type { Fixture, VolunteerInFixture } from './fixture.ts';
import { untilKnown } from './until-known.ts';

/** A request and its token. */
export interface Ticket {
  readonly request: string;
  readonly token: string;
}

export class ManualSession {
  readonly fixture: Fixture;
  private readonly history: History;

  constructor(fixture: Fixture, history: History) {
    this.fixture = fixture;
    this.history = history;
  }

  call(route: RouteId, { params = {}, ...sent }: RawSent): Promise<Operation> {
    return this.history.callRaw('test', route, { ...sent, params: { space: this.fixture.space, ...params } });
  }

  /** A call about a request, with its token. */
  ofRequest(route: RouteId, { request, token }: Ticket, waiting: Pick<RawSent, 'waitSeconds' | 'ifNoneMatch'> = {}) {
    return this.call(route, { params: { request }, token, ...waiting });
  }

  /** The same, made again until its outcome is known: a busy machine sheds calls. */
  known<Id extends RouteId>(route: Id, sent: Sent<Id>): Promise<Operation> {
    return untilKnown({ history: this.history }, { ...sent, who: 'test', route });
  }

  /** Asks in a language. Throws if the request is refused. */
  async ask(language: string, idempotencyKey: string): Promise<Ticket> {
    const { space, partnerToken: token } = this.fixture;
    const body = { languages: [language], channel: 'chat', groundRulesVersion: 1 } as const;
    const asked = askedIn(await this.known('ask', { params: { space }, token, idempotencyKey, body }));
    if (asked === undefined) throw new Error('The request was refused');
    return { request: asked.id, token: asked.token };
  }

  volunteer(name: string): VolunteerInFixture {
    const found = this.fixture.volunteers.find((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  }

  /** A call of a volunteer. */
  by(name: string, route: RouteId, sent: Omit<RawSent, 'token'> = {}): Promise<Operation> {
    return this.call(route, { ...sent, token: this.volunteer(name).token });
  }

  setAvailable(name: string, available: boolean): Promise<Operation> {
    return this.by(name, 'setAvailability', { body: { available } });
  }
}
