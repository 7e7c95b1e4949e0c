/** What a viewer sees of a volunteer: comes, is asked, answers, talks, leaves. It also notes offers that must not come. */
import type { Told } from '../actors/session.ts';
import type { BodyOf } from '../client/client.ts';
import type { Sent } from '../client/sent.ts';
import { conversationId, partsOf } from '../shared/domain/ids.ts';
import { isCompatible } from './compatibility.ts';
import type { History } from './history.ts';
import type { Show } from './show.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';

type Offer = BodyOf<'listOffers'>['items'][number];

/** The show of one volunteer. It notes in the history of the evening. */
export function volunteerShow(profile: VolunteerProfile, history: History): Show {
  const seen = new VolunteerSeen(profile, history);
  return {
    calls: {
      setAvailability: ({ body }) => seen.setting(body),
      listOffers: () => seen.looking((told: Told<'listOffers'>) => (told.kind === 'success' ? (told.body?.items ?? []) : [])),
      nextOffer: () =>
        seen.looking((told: Told<'nextOffer'>) => (told.kind === 'success' && told.status === 201 ? [told.body] : [])),
      declineOffer:
        ({ params }) =>
        (told) =>
          told.kind === 'success' && seen.note('declined', params.offer),
      acceptOffer:
        ({ params }) =>
        (told) =>
          seen.accepted(params.offer, told),
      listMyConversations: () => (told) => told.kind === 'success' && seen.conversations(told.body.items.length),
      showConversation:
        ({ params }) =>
        (told) =>
          seen.shown(params.conversation, told),
      endConversation: ({ params, body }) => seen.ending(params.conversation, body?.heavy === true),
      editMe:
        ({ body }) =>
        (told) =>
          told.kind === 'success' && seen.muted(body.mutedTopics),
      block:
        ({ params }) =>
        (told) =>
          told.kind === 'success' && seen.blocked(params.conversation),
    },
    noted: (what, about) => seen.noted(what, about),
  };
}

class VolunteerSeen {
  readonly #profile: VolunteerProfile;
  readonly #history: History;
  readonly #offers = new Map<string, Offer>();
  /** The offers that were accepted. */
  readonly #taken = new Set<string>();
  #muted: readonly string[];
  /** Whether going off was acknowledged, and no new "on" was sent. */
  #isOff = true;

  constructor(profile: VolunteerProfile, history: History) {
    this.#profile = profile;
    this.#history = history;
    this.#muted = profile.mutedTopics;
  }

  setting(body: Sent<'setAvailability'>['body']): (told: Told<'setAvailability'>) => void {
    const { name: volunteer } = this.#profile;
    const isRenewal = body.available && body.session !== undefined;
    if (body.available) this.#isOff = false;
    return (told) => {
      if (told.kind !== 'success') return;
      const { state } = told.body;
      this.#isOff = state !== 'on';
      if (!isRenewal) this.#history.note({ kind: state, volunteer });
    };
  }

  /** Reads offers. What counts is what was muted, and whether the volunteer was off, before the call. */
  looking<Answer>(offersIn: (told: Answer) => readonly Offer[]): (told: Answer) => void {
    const [muted, wasOff] = [this.#muted, this.#isOff];
    return (told) => {
      const offers = offersIn(told);
      if (wasOff && this.#isOff && offers.length > 0) this.#history.note({ kind: 'violation', what: 'offer-after-off' });
      for (const offer of offers) this.#offered(offer, muted);
    };
  }

  #offered(offer: Offer, mutedTopics: readonly string[]): void {
    if (this.#offers.has(offer.id)) return;
    this.#offers.set(offer.id, offer);
    this.note('offered', offer.id);
    if (!isCompatible(offer, { ...this.#profile, mutedTopics }))
      this.#history.note({ kind: 'violation', what: 'offer-violation' });
  }

  note(kind: 'offered' | 'declined' | 'ignored' | 'too-late', offer: string): void {
    this.#history.note({ kind, volunteer: this.#profile.name, offer });
  }

  accepted(id: string, told: Told<'acceptOffer'>): void {
    if (told.kind === 'unknown') return;
    if (told.kind === 'refusal') return this.note('too-late', id);
    // The app may send the same acceptance twice, or again later.
    if (this.#taken.has(id)) return;
    this.#taken.add(id);
    const { name: volunteer, languages, role } = this.#profile;
    const { id: conversation } = told.body.conversation;
    const offer = this.#offers.get(id);
    this.#history.note({
      kind: 'accepted',
      volunteer,
      offer: id,
      request: partsOf(conversation).request,
      conversation,
      language: offer?.languages.find((one) => languages.includes(one)) ?? '',
      role,
      waitedSeconds: offer?.waitedSeconds ?? 0,
      reasons: offer?.reasons ?? [],
    });
  }

  /** The open talks are never more than the volunteer has places. */
  conversations(open: number): void {
    if (open > this.#profile.capacity) this.#history.note({ kind: 'violation', what: 'seat-twice' });
  }

  shown(conversation: string, told: Told<'showConversation'>): void {
    const isOver = told.kind === 'refusal' || (told.kind === 'success' && told.status === 200 && told.body.state === 'ended');
    if (isOver) this.#history.note({ kind: 'over', conversation });
  }

  /** From the call on, the place may be taken again. */
  ending(conversation: string, heavy: boolean): (told: Told<'endConversation'>) => void {
    this.#history.note({ kind: 'over', conversation });
    return (told) => heavy && told.kind === 'success' && this.#history.note({ kind: 'heavy', volunteer: this.#profile.name });
  }

  muted(topics: readonly string[] | undefined): void {
    this.#muted = topics ?? this.#muted;
  }

  blocked(conversation: string): void {
    const { request } = partsOf(conversationId.parse(conversation));
    this.#history.note({ kind: 'blocked', request, volunteer: this.#profile.name });
  }

  noted(what: string, about = ''): void {
    if (what === 'ignored') this.note('ignored', about);
    if (what !== 'vanished') return;
    // The service does not know it: offers may come until the lease ends.
    this.#isOff = false;
    this.#history.note({ kind: 'vanished', volunteer: this.#profile.name });
  }
}
