import { describe, expect, it } from 'vitest';
import type { RouteId } from '../../client/route.ts';
import { Clock } from '../../demo/clock.ts';
import { compressedLimits } from '../../demo/compressed-time.ts';
import type { Context } from '../../demo/context.ts';
import { History, ofKind } from '../../demo/history.ts';
import { meteredClient } from '../../demo/metered-client.ts';
import { newMeter } from '../../demo/meter.ts';
import { seekerProfiles } from '../../demo/seeker-profile.ts';
import { seekerShow } from '../../demo/seeker-show.ts';
import type { Show } from '../../demo/show.ts';
import type { VolunteerProfile } from '../../demo/volunteer-profile.ts';
import { volunteerShow } from '../../demo/volunteer-show.ts';
import { earshotClient } from '../../client/client.ts';
import { spaceId } from '../../shared/domain/ids.ts';

const space = 'spc_evening';
const never = new AbortController().signal;
const history = () => new History(() => 1);

/** A call with its answer, which a test gives without the parts that no show reads. */
function call(show: Show, id: RouteId, sent: object, told: object): void {
  begun(show, id, sent)(told);
}

/** The call alone. The result takes its answer. */
function begun(show: Show, id: RouteId, sent: object): (told: object) => void {
  const watch: unknown = show.calls[id];
  const tell: unknown = typeof watch === 'function' ? watch({ params: { space }, ...sent }) : undefined;
  return (told) => {
    if (typeof tell === 'function') tell(told);
  };
}

const success = (body: object, status = 200) => ({ kind: 'success', status, body });
const vera: VolunteerProfile = {
  name: 'vera',
  topics: [],
  ageGroup: '31-60',
  shifts: [],
  accepts: 1,
  vanishes: false,
  pulls: false,
  languages: ['en'],
  channels: ['chat'],
  role: 'listener',
  mutedTopics: ['grief'],
  capacity: 1,
};
const offer = (id: string, parts: object = {}) => ({
  id,
  role: null,
  topics: [],
  languages: ['en'],
  channel: 'chat',
  waitedSeconds: 3,
  reasons: [],
  ...parts,
});
const offers = (...items: readonly object[]) => success({ items });

describe('the show of a volunteer', () => {
  const on = (show: Show) => call(show, 'setAvailability', { body: { available: true } }, success({ state: 'on', session: 's' }));
  const off = (show: Show) => call(show, 'setAvailability', { body: { available: false } }, success({ state: 'off' }));

  it('notes on, each offer once, the acceptance once with its reasons, and off', () => {
    const seen = history();
    const show = volunteerShow(vera, seen);
    on(show);
    call(show, 'setAvailability', { body: { available: true, session: 's' } }, success({ state: 'on', session: 's' }));
    for (let reads = 0; reads < 2; reads += 1) call(show, 'listOffers', {}, offers(offer('ofr_1', { reasons: ['promoted'] })));
    const accepted = success({ conversation: { id: 'cnv_abcdefghijklmnopqrstuv.1' } });
    for (let sent = 0; sent < 2; sent += 1) call(show, 'acceptOffer', { params: { space, offer: 'ofr_1' } }, accepted);
    off(show);
    expect(seen.entries.map(({ kind }) => kind)).toEqual(['on', 'offered', 'accepted', 'off']);
    expect(ofKind(seen.entries, 'accepted')[0]).toMatchObject({ language: 'en', waitedSeconds: 3, reasons: ['promoted'] });
  });

  it.each([
    ['a language the volunteer does not speak', offer('ofr_1', { languages: ['pl'] })],
    ['another channel', offer('ofr_1', { channel: 'voice' })],
    ['another role', offer('ofr_1', { role: 'mentor' })],
    ['a muted topic', offer('ofr_1', { topics: ['grief'] })],
  ])('notes an offer with %s as a violation', (_what, wrong) => {
    const seen = history();
    const show = volunteerShow(vera, seen);
    on(show);
    call(show, 'listOffers', {}, offers(wrong));
    expect(ofKind(seen.entries, 'violation').map(({ what }) => what)).toEqual(['offer-violation']);
  });

  it('notes an offer after an acknowledged off as a violation, and none after on, or after leaving without a word', () => {
    const seen = history();
    const show = volunteerShow(vera, seen);
    on(show);
    off(show);
    call(show, 'listOffers', {}, offers(offer('ofr_1')));
    expect(ofKind(seen.entries, 'violation').map(({ what }) => what)).toEqual(['offer-after-off']);
    on(show);
    call(show, 'listOffers', {}, offers(offer('ofr_2')));
    off(show);
    on(show);
    show.noted('vanished');
    call(show, 'listOffers', {}, offers(offer('ofr_3')));
    expect(ofKind(seen.entries, 'violation')).toHaveLength(1);
  });

  it('judges an answer by what held before the call: a held read may answer as before', () => {
    const seen = history();
    const show = volunteerShow(vera, seen);
    on(show);
    const tell = begun(show, 'listOffers', {});
    off(show);
    call(show, 'editMe', { body: { mutedTopics: ['work'] } }, success({}));
    tell(offers(offer('ofr_1', { topics: ['work'] })));
    expect(ofKind(seen.entries, 'violation')).toEqual([]);
  });

  it('notes more talks than places as a violation', () => {
    const seen = history();
    call(volunteerShow(vera, seen), 'listMyConversations', {}, success({ items: [{}, {}] }));
    expect(ofKind(seen.entries, 'violation').map(({ what }) => what)).toEqual(['seat-twice']);
  });
});

describe('the show of a seeker', () => {
  function aSeeker() {
    const closing = new AbortController();
    const context: Context = {
      seed: 1,
      client: meteredClient(earshotClient({ url: 'http://127.0.0.1:1' }), newMeter(), never),
      clock: new Clock(30, never),
      history: history(),
      setup: { space: spaceId.parse('spc_abcdefghijklmnopqrstuv'), coordinator: '', partnerKey: '', volunteers: new Map() },
      limits: compressedLimits(30),
      volunteers: new Map(),
      closing: closing.signal,
      leaveNow: never,
    };
    const [profile] = seekerProfiles(1, [{ at: 0 }]);
    if (profile === undefined) throw new Error('no profile');
    return { show: seekerShow(profile, context), seen: context.history, closing };
  }

  const askedAt = '2026-01-01T00:00:00.000Z';
  const waiting = (position: number, status = 'waiting') => success({ id: 'req_1', status, position, askedAt });
  const ask = (show: Show) => call(show, 'ask', { idempotencyKey: 'k', body: {} }, success({ id: 'req_1' }, 202));
  const ofRequest = { params: { space, request: 'req_1' } };

  it('notes one request for one key, and the wait by the clock of the service', () => {
    const { show, seen } = aSeeker();
    call(show, 'ask', { idempotencyKey: 'k', body: {} }, { kind: 'unknown' });
    ask(show);
    call(show, 'showRequest', ofRequest, waiting(1));
    const talk = success({ state: 'open', startedAt: '2026-01-01T00:00:04.000Z' });
    for (let reads = 0; reads < 2; reads += 1)
      call(show, 'showConversation', { params: { space, conversation: 'cnv_1.1' } }, talk);
    expect(seen.entries.map(({ kind }) => kind)).toEqual(['asking', 'refused', 'asked', 'matched']);
    expect(ofKind(seen.entries, 'matched')[0]).toMatchObject({ request: 'req_1', waitSeconds: 4 });
  });

  it('notes a position that gets worse as a violation', () => {
    const { show, seen } = aSeeker();
    ask(show);
    for (const position of [3, 2, 2]) call(show, 'showRequest', ofRequest, waiting(position));
    expect(ofKind(seen.entries, 'violation')).toEqual([]);
    call(show, 'showRequest', ofRequest, waiting(3));
    expect(ofKind(seen.entries, 'violation').map(({ what }) => what)).toEqual(['position-rose']);
  });

  it('notes a cancel only if the request was cancelled, and whether patience or the evening was at its end', () => {
    const { show, seen, closing } = aSeeker();
    ask(show);
    call(show, 'cancelRequest', ofRequest, { kind: 'unknown' });
    call(show, 'cancelRequest', ofRequest, { kind: 'refusal', problem: 'already-matched' });
    expect(ofKind(seen.entries, 'cancelled')).toEqual([]);
    call(show, 'cancelRequest', ofRequest, waiting(1, 'cancelled'));
    closing.abort();
    call(show, 'cancelRequest', ofRequest, waiting(1, 'cancelled'));
    expect(ofKind(seen.entries, 'cancelled').map(({ why }) => why)).toEqual(['patience', 'closing']);
  });

  it('notes an expiry once', () => {
    const { show, seen } = aSeeker();
    ask(show);
    for (let reads = 0; reads < 2; reads += 1) call(show, 'showRequest', ofRequest, waiting(1, 'expired'));
    expect(ofKind(seen.entries, 'expired')).toHaveLength(1);
  });

  it('notes a silence, and that the seeker is back at the next read', () => {
    const { show, seen } = aSeeker();
    ask(show);
    show.noted('silent');
    call(show, 'showRequest', ofRequest, waiting(1));
    call(show, 'showRequest', ofRequest, waiting(1));
    expect(seen.entries.map(({ kind }) => kind)).toEqual(['asking', 'asked', 'silent', 'back']);
  });
});
