/** A volunteer who takes every offer, so that a newcomer can see a match. It calls the API as any client of a volunteer does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../client/answer.ts';
import type { Client } from '../client/client.ts';
import type { RouteId } from '../client/route.ts';
import { holdSeconds, retrySeconds } from './limits.ts';

export interface Volunteering {
  readonly client: Client;
  /** An access token that is valid now. */
  readonly token: () => Promise<string>;
  readonly space: string;
  /** Seconds after which the volunteer ends a talk that the seeker has not ended. */
  readonly talkSeconds: number;
  /** Tells the person at the terminal what happens. */
  readonly say: (line: string) => void;
  /** The volunteer goes off when it is aborted. */
  readonly until: AbortSignal;
}

/**
 * Goes on, accepts each offer, joins its talk and ends it, and goes off when `until` is aborted. One call at a time for one
 * volunteer. Rejects if the service cannot be reached, or answers what the contract does not allow.
 */
export async function takeEveryOffer(volunteering: Volunteering): Promise<void> {
  const { client, token, space, until, say } = volunteering;
  let session: string | undefined;
  let ifNoneMatch: string | undefined;
  try {
    while (!until.aborted) {
      const before = session;
      session = await beOn(volunteering, before);
      if (session === undefined) continue;
      if (session !== before) say('On. A seeker who asks now is matched with this volunteer. Ctrl-C goes off.');
      const sent = { params: { space }, token: await token(), ifNoneMatch, waitSeconds: holdSeconds, signal: until };
      const offers = await client.call('listOffers', sent);
      ifNoneMatch = offers.etag;
      if (offers.kind === 'success' && offers.status === 200)
        for (const { id } of offers.body.items) await take(volunteering, id);
      else await pause(volunteering, offers);
    }
  } catch (error) {
    if (!until.aborted) throw error;
  } finally {
    await client.call('setAvailability', { params: { space }, token: await token(), body: { available: false } });
    say('Off.');
  }
}

/** The session of a volunteer who is on: renewed, or new when the one before has ended. Undefined if the service refuses. */
async function beOn(volunteering: Volunteering, session: string | undefined): Promise<string | undefined> {
  const { client, token, space, say } = volunteering;
  const answer = await client.call('setAvailability', {
    params: { space },
    token: await token(),
    body: { available: true, session },
  });
  if (answer.kind === 'success') return answer.body.session;
  say(`Not on: ${answer.document.detail}`);
  await pause(volunteering, answer);
  return undefined;
}

/** Accepts an offer and holds its talk. The offer may be gone: that costs nothing. */
async function take({ client, token, space, talkSeconds, say, until }: Volunteering, offer: string): Promise<void> {
  const accepted = await client.call('acceptOffer', { params: { space, offer }, token: await token() });
  if (accepted.kind === 'refusal') return say(`An offer was gone: ${accepted.document.detail}`);
  const { id: conversation, join } = accepted.body.conversation;
  const params = { space, conversation };
  say(`Matched: ${conversation}${join === null ? '' : `, at ${join.url}`}`);
  await client.call('hereInConversation', { params, token: await token() });
  await sleep(talkSeconds * 1000, undefined, { signal: until }).catch(() => undefined);
  await client.call('endConversation', { params, token: await token() });
  say(`Ended: ${conversation}`);
}

/** Waits as long as an answer that brings nothing asks for. */
async function pause({ until }: Volunteering, answer: Answer<RouteId>): Promise<void> {
  const unchanged = answer.status === 304 && answer.retryAfterSeconds === undefined;
  const seconds = answer.retryAfterSeconds ?? (unchanged ? 0 : retrySeconds);
  await sleep(seconds * 1000, undefined, { signal: until }).catch(() => undefined);
}
