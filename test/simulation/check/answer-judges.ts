/** Checks of answers, by route: what must be true after a caller received the answer. */
import type { Answer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import type { Sent } from '../../../client/sent.ts';
import type { Ledger } from './ledger.ts';
import type { Call, Promises } from './promises.ts';

/** The state that the judges of one run share. */
export interface Judging {
  readonly ledger: Ledger;
  readonly promises: Promises;
  /** Edits of the space that may not have reached the seats yet: begun, and not answered with success. */
  readonly unfinishedEdits: Set<object>;
  /** By idempotency key: the requests that it created, and the texts of refusals that name the request of another key. */
  readonly keys: Map<string, { readonly made: Set<string>; readonly refusals: Set<string> }>;
}

interface Judge<Id extends RouteId> {
  readonly answered?: (call: Call, answer: Answer<Id>) => void;
  readonly arrived?: () => () => void;
}

/** Creates the judge of a call when the call begins. `who`: the actor's name. */
type Judges = { readonly [Id in RouteId]?: (judging: Judging, sent: Sent<Id>, who: string) => Judge<Id> };

type Any = { readonly kind: 'success' } | { readonly kind: 'refusal'; readonly problem: string };

/** An existing request is never reported as gone, and an erased request is never shown. */
function judgeGone({ promises, ledger }: Judging, call: Call, answer: Any, request: string): void {
  if (answer.kind === 'success') {
    if (promises.wasErased(call, request)) ledger.violate(14, `${request} was read after its erasure`, call.name);
    promises.shown(call, request);
  } else if ((answer.problem === 'gone' || answer.problem === 'not-found') && !promises.mayBeGone(request)) {
    ledger.violate(3, `${request} is stored and was not found`, call.name);
  }
}

const asking = (judging: Judging, { idempotencyKey: key }: { readonly idempotencyKey: string }) => ({
  answered: (call: Call, answer: Answer<'ask'> | Answer<'match'>): void => {
    const { promises, ledger, keys } = judging;
    const known = keys.get(key) ?? { made: new Set(), refusals: new Set() };
    keys.set(key, known);
    if (answer.kind === 'refusal') {
      if (answer.problem === 'already-asking') known.refusals.add(JSON.stringify(answer.document));
    } else {
      const id = answer.status === 202 ? answer.body.id : answer.body.match.requestId;
      known.made.add(id);
      promises.askedFor(call, id);
      if (promises.wasErased(call, id)) ledger.violate(14, `${id} was returned for a new request after its erasure`, call.name);
    }
    for (const id of known.made)
      if ([...known.refusals].some((text) => text.includes(id)))
        ledger.violate(10, `${key} was refused because of its own request`, call.name);
  },
});

/** A read of a request, or "still here". */
const ofWaitingRequest = (judging: Judging, { params: { request } }: { readonly params: { readonly request: string } }) => ({
  answered: (call: Call, answer: Any): void => {
    judgeGone(judging, call, answer, request);
    if (answer.kind === 'success') judging.promises.heard(call, request);
  },
});

/** A call about a conversation, by the seeker or the volunteer. */
const ofConversation =
  <Id extends RouteId>(then?: (judging: Judging, call: Call, conversation: string) => void) =>
  (judging: Judging, { params }: { readonly params: { readonly conversation: string } }): Judge<Id> => ({
    answered: (call, answer) => {
      judgeGone(judging, call, answer, requestOf(params.conversation));
      if (answer.kind === 'success') then?.(judging, call, params.conversation);
    },
  });

const blocked = (judging: Judging, call: Call, conversation: string): void => judging.promises.blocked(call, conversation);

/** The id of the volunteer with this actor name. */
function volunteerOf({ ledger }: Judging, who: string): string {
  return ledger.accounts.get(who) ?? who;
}

export const judges: Judges = {
  ask: asking,
  match: asking,
  showRequest: ofWaitingRequest,
  stillHere: ofWaitingRequest,
  sayNotSafe: ofWaitingRequest,
  cancelRequest: (judging, { params: { request } }) => ({
    answered: (call, answer) => {
      judgeGone(judging, call, answer, request);
      if (answer.kind === 'success') judging.promises.cancelled(call, request);
      else if (answer.problem === 'already-matched') judging.promises.notCancelled(call, request);
    },
  }),
  eraseRequest: ({ promises }, { params: { request } }) => {
    promises.erasing(request);
    return {
      answered: (call, answer) => {
        if (answer.kind === 'success') promises.erasedNow(call, request);
      },
    };
  },
  showConversation: ofConversation(),
  hereInConversation: ofConversation(),
  rematch: ofConversation(),
  giveFeedback: ofConversation(),
  block: ofConversation(blocked),
  report: ofConversation(blocked),
  endConversation: (judging, { params: { conversation }, body }, who) => ({
    answered: (call, answer) => {
      judgeGone(judging, call, answer, requestOf(conversation));
      const heavy = body?.heavy === true && judging.ledger.accounts.has(who);
      if (answer.kind === 'success') judging.promises.talkOver(call, conversation, heavy);
    },
  }),
  setAvailability: (judging, { body }, who) => ({
    answered: (call, answer) => {
      if (answer.kind !== 'success') return;
      const volunteer = volunteerOf(judging, who);
      if (!body.available) judging.promises.off(call, volunteer);
      else if (body.session === undefined) judging.promises.on(call, volunteer);
      else judging.promises.renewed(call, volunteer);
    },
  }),
  acceptOffer: (judging, { params: { offer } }, who) => ({
    answered: (call, answer) => {
      const volunteer = volunteerOf(judging, who);
      if (answer.kind === 'success')
        judging.promises.accepted(call, { volunteer, offer, conversation: answer.body.conversation.id });
      else if (answer.problem === 'offer-gone') judging.promises.offerGone(call, { volunteer, offer });
    },
  }),
  declineOffer: (judging, { params: { offer } }, who) => ({
    answered: (call, answer) => {
      if (answer.kind === 'success') judging.promises.declined(call, { volunteer: volunteerOf(judging, who), offer });
    },
  }),
  editVolunteer: ({ promises }, { params: { volunteer }, body }) => ({
    answered: (call, answer) => {
      if (answer.kind === 'success' && body.status === 'suspended') promises.suspended(call, volunteer);
    },
  }),
  editSpace: (judging, { params: { space }, body }) => editing(judging, space, touchesSeats(body)),
};

/** After an edit is acknowledged, every seat follows it, unless another edit is still under way. */
function editing({ ledger, unfinishedEdits }: Judging, space: string, reachesSeats: boolean): Judge<'editSpace'> {
  ledger.acknowledged.delete(space);
  return {
    arrived: () => {
      const begun = {};
      if (reachesSeats) unfinishedEdits.add(begun);
      const earlier = [...unfinishedEdits];
      // An update of the seats also completes the earlier edits that did not reach them.
      return () => {
        if (reachesSeats) earlier.forEach((one) => unfinishedEdits.delete(one));
      };
    },
    answered: (_call, answer) => {
      const stored = ledger.spaces.get(space);
      if (answer.kind === 'success' && stored !== undefined && unfinishedEdits.size === 0)
        ledger.acknowledged.set(space, stored.rev);
    },
  };
}

/** Whether seats hold a copy of a field that is edited. */
function touchesSeats({ roles, channels, credentialsRequired, limits }: Sent<'editSpace'>['body']): boolean {
  return [roles, channels, credentialsRequired, limits].some((setting) => setting !== undefined);
}

function requestOf(conversation: string): string {
  return `req_${conversation.slice('cnv_'.length, conversation.lastIndexOf('.'))}`;
}
