/** What a viewer sees of a seeker: asks, waits, is matched, leaves, says how it was. */
import type { Told } from '../actors/session.ts';
import type { BodyOf } from '../client/client.ts';
import type { Sent } from '../client/sent.ts';
import { canServe } from './compatibility.ts';
import type { Context } from './context.ts';
import { ofKind, type History, type UnmatchedCause } from './history.ts';
import type { SeekerProfile } from './seeker-profile.ts';
import type { Show } from './show.ts';
import { activityOf, snapshotOf } from './snapshot.ts';

type Asked = Told<'ask'> | Told<'match'>;
type Asking = Pick<Sent<'ask'>, 'idempotencyKey' | 'body'>;

/** The show of one seeker. It notes in the history of the evening. */
export function seekerShow(profile: SeekerProfile, context: Context): Show {
  const seen = new SeekerSeen(profile, context);
  return {
    calls: {
      ask: seen.asking,
      match: seen.asking,
      showRequest: () => (told) => told.kind === 'success' && told.status === 200 && seen.request(told.body),
      cancelRequest: () => seen.cancelling(),
      eraseRequest: ({ params }) => seen.erasing(params.request),
      showConversation:
        ({ params }) =>
        (told) =>
          seen.conversation(params.conversation, told),
      endConversation: ({ params }) => seen.over(params.conversation),
      giveFeedback:
        ({ body }) =>
        (told) =>
          told.kind === 'success' && seen.felt(body?.heard),
      block:
        ({ params }) =>
        (told) =>
          told.kind === 'success' && seen.blocked(params.conversation),
      report:
        ({ params }) =>
        (told) =>
          told.kind === 'success' && seen.reported(params.conversation),
    },
    noted: (what) => what === 'silent' && seen.silent(),
  };
}

class SeekerSeen {
  readonly #profile: SeekerProfile;
  readonly #context: Context;
  readonly #history: History;
  readonly #positions = new Map<string, number>();
  readonly #askedAt = new Map<string, number>();
  readonly #known = new Set<string>();
  #isSilent = false;
  /** The request under way. */
  #request: string | undefined;

  constructor(profile: SeekerProfile, context: Context) {
    this.#profile = profile;
    this.#context = context;
    this.#history = context.history;
  }

  readonly asking = ({ idempotencyKey, body }: Asking): ((told: Asked) => void) => {
    const { name: seeker, need, wishes } = this.#profile;
    if (this.#isFirst(idempotencyKey)) this.#history.note({ kind: 'asking', seeker, need, language: wishes.languages[0] ?? '' });
    return (told) => this.#asked(told, body.comeBack !== undefined);
  };

  #asked(told: Asked, cameBack: boolean): void {
    const { name: seeker, subject } = this.#profile;
    if (told.kind !== 'success') {
      this.#history.note({ kind: 'refused', seeker, why: told.kind === 'refusal' ? told.problem : 'no-answer' });
      return;
    }
    const request = told.status === 200 ? told.body.match.requestId : told.body.id;
    this.#request = request;
    this.#history.note({ kind: 'asked', seeker, request, ...(subject === undefined ? {} : { subject }), cameBack });
  }

  /** A read of the request. */
  request({ id, status, position, askedAt }: BodyOf<'showRequest'>): void {
    const lowest = this.#positions.get(id) ?? Infinity;
    if (position !== null && position > lowest) this.#history.note({ kind: 'violation', what: 'position-rose' });
    this.#positions.set(id, Math.min(lowest, position ?? Infinity));
    this.#askedAt.set(id, Date.parse(askedAt));
    if (this.#isSilent) this.#history.note({ kind: 'back', seeker: this.#profile.name });
    this.#isSilent = false;
    if (status === 'expired') this.#expired(id);
  }

  #expired(request: string): void {
    if (!this.#isFirst(`${request} expired`)) return;
    this.#history.note({ kind: 'expired', seeker: this.#profile.name, request, cause: causeFor(this.#profile, this.#context) });
  }

  cancelling(): (told: Told<'cancelRequest'>) => void {
    const cause = causeFor(this.#profile, this.#context);
    return (told) => {
      if (told.kind !== 'success') return;
      const { id: request, status } = told.body;
      // It may have ended before the call came.
      if (status === 'expired') this.#expired(request);
      if (status !== 'cancelled') return;
      const why = this.#context.closing.aborted ? 'closing' : 'patience';
      this.#history.note({ kind: 'cancelled', seeker: this.#profile.name, request, why, cause });
    };
  }

  /** From the call on, the volunteer may have another talk. */
  erasing(request: string): (told: Told<'eraseRequest'>) => void {
    for (const { conversation } of ofKind(this.#history.entries, 'accepted').filter((one) => one.request === request))
      this.#history.note({ kind: 'over', conversation });
    return (told) => told.kind === 'success' && this.#history.note({ kind: 'erased', request });
  }

  conversation(conversation: string, told: Told<'showConversation'>): void {
    if (told.kind === 'refusal') return void this.over(conversation);
    if (told.kind !== 'success' || told.status !== 200) return;
    const request = this.#request;
    if (request !== undefined && this.#isFirst(`${conversation} matched`)) {
      const waitSeconds = (Date.parse(told.body.startedAt) - (this.#askedAt.get(request) ?? 0)) / 1_000;
      this.#history.note({ kind: 'matched', seeker: this.#profile.name, request, waitSeconds });
    }
    if (told.body.state === 'ended') this.over(conversation);
  }

  over(conversation: string): () => void {
    this.#history.note({ kind: 'over', conversation });
    return () => undefined;
  }

  felt(heard: 'yes' | 'somewhat' | 'no' | undefined): void {
    if (heard !== undefined) this.#history.note({ kind: 'felt', seeker: this.#profile.name, heard });
  }

  reported(conversation: string): void {
    this.#history.note({ kind: 'reported', seeker: this.#profile.name });
    this.blocked(conversation);
  }

  blocked(conversation: string): void {
    const match = ofKind(this.#history.entries, 'accepted').findLast((one) => one.conversation === conversation);
    if (match !== undefined) this.#history.note({ kind: 'blocked', request: match.request, volunteer: match.volunteer });
  }

  silent(): void {
    this.#isSilent = true;
    this.#history.note({ kind: 'silent', seeker: this.#profile.name });
  }

  #isFirst(what: string): boolean {
    const isFirst = !this.#known.has(what);
    this.#known.add(what);
    return isFirst;
  }
}

/** Why no volunteer came, as the volunteers stand now. */
function causeFor({ wishes }: SeekerProfile, { clock, history, limits, volunteers }: Context): UnmatchedCause {
  const doing = [...snapshotOf(history.entries).volunteers].flatMap(([name, seen]) => {
    const volunteer = volunteers.get(name);
    if (seen.state !== 'on' || volunteer === undefined || !canServe(wishes, volunteer)) return [];
    return [activityOf(seen, { limits, factor: clock.factor, now: clock.now, seats: volunteer.capacity })];
  });
  if (doing.length === 0) return 'no volunteer on could serve';
  if (doing.includes('asked')) return 'a volunteer was being asked';
  return doing.includes('free')
    ? 'a volunteer was free, but had no offer yet'
    : 'volunteers who could serve were talking or resting';
}
