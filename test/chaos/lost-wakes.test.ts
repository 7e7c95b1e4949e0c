/**
 * Every message of every function is lost: no wake and no timer ever arrives. The reconciler alone still brings everything
 * that is due within 90 s: the first offer, the lapse of one nobody answers, the expiry, the end of a lease.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverOn, type VolunteerProfile } from './actors/volunteer-profiles.ts';
import { History } from './history.ts';
import { readLedger } from './ledger.ts';
import { decisionMsMax, endsMsMax, glanceMs } from './limits.ts';
import { conversationIn, offersIn, requestIn } from '../world/history/reads.ts';
import { seatsOf } from './replay.ts';
import { aFixture, stormyLimits } from './fixture.ts';
import { eventually, freshStateDir, removeStateDir, startService, type Service } from './service.ts';
import { ManualSession, type Ticket } from './manual-session.ts';

const lossy = { seed: 1, enabled: false, sqs: { lose: 1 } };
const listener = (name: string, language: string): VolunteerProfile => ({
  name,
  role: 'listener',
  profile: { languages: [language] },
});
const patience = { withinMs: endsMsMax, everyMs: glanceMs };

const stateDir = freshStateDir();
let service: Service;
/** Two rooms: requests of the one expire within a minute, those of the other outlive the lapse of their offer. */
let hasty: ManualSession;
let patient: ManualSession;

beforeAll(async () => {
  service = await startService(stateDir, { faults: lossy });
  // A seeker here does not look while a volunteer does.
  const limits = { ...stormyLimits, stillThereSeconds: 600 };
  const history = new History(service.url);
  hasty = new ManualSession(await aFixture(service, [listener('takes', 'en'), neverOn], { limits }), history);
  const cast = [listener('ignores', 'de'), listener('silent', 'en')];
  patient = new ManualSession(await aFixture(service, cast, { limits: { ...limits, unmatchedExpirySeconds: 3600 } }), history);
  await service.setFaults(true);
}, 120_000);

afterAll(async () => {
  await service.stop();
  removeStateDir(stateDir);
}, 30_000);

/** Looks, which is a sign of life, until there is an offer. */
async function offerTo(visit: ManualSession, name: string): Promise<string> {
  const look = () => visit.by(name, 'listOffers');
  const looked = await eventually(look, (one) => (offersIn(one) ?? []).length > 0, patience);
  return (offersIn(looked) ?? [])[0] ?? '';
}

async function until(visit: ManualSession, ticket: Ticket, status: string): Promise<void> {
  await eventually(
    () => visit.ofRequest('showRequest', ticket),
    (one) => requestIn(one)?.status === status,
    patience,
  );
}

/** No route shows the seat of somebody who does not call, and a call would be a sign of life: so the ledger is read. */
async function isOff(visit: ManualSession, name: string): Promise<boolean> {
  const seats = seatsOf(await readLedger(service.engines.dynamoDb, visit.fixture.space));
  return seats.find(({ id }) => id === visit.volunteer(name).id)?.versions.at(-1)?.value?.on === 'off';
}

/** Each resolves with the milliseconds since it was due. */
const dues = {
  'an offer to somebody free': async () => {
    await hasty.setAvailable('takes', true);
    const ticket = await hasty.ask('en', 'asks-for-an-offer');
    const dueAt = Date.now();
    const offer = await offerTo(hasty, 'takes');
    const ms = Date.now() - dueAt;
    expect(conversationIn(await hasty.by('takes', 'acceptOffer', { params: { offer } }))).toBeDefined();
    await until(hasty, ticket, 'matched');
    return ms;
  },
  'a lapse': async () => {
    await patient.setAvailable('ignores', true);
    const ticket = await patient.ask('de', 'asks-to-be-ignored');
    await offerTo(patient, 'ignores');
    const dueAt = Date.now() + stormyLimits.offerWindowSeconds * 1000;
    await until(patient, ticket, 'waiting');
    return Date.now() - dueAt;
  },
  'an expiry': async () => {
    const ticket = await hasty.ask('cy', 'asks-for-nobody');
    const dueAt = Date.now() + stormyLimits.unmatchedExpirySeconds * 1000;
    await until(hasty, ticket, 'expired');
    return Date.now() - dueAt;
  },
  'the end of a lease': async () => {
    await patient.setAvailable('silent', true);
    const dueAt = Date.now() + stormyLimits.presenceLeaseSeconds * 1000;
    await eventually(
      () => isOff(patient, 'silent'),
      (off) => off,
      patience,
    );
    return Date.now() - dueAt;
  },
};

describe('with every wake lost', () => {
  it(`everything that is due still happens within ${decisionMsMax / 1000} s`, async () => {
    const told = await Promise.all(Object.entries(dues).map(async ([what, happens]) => ({ what, ms: await happens() })));
    const { occurred, requests } = await service.faults();
    const [lost, sent] = [occurred['sqs']?.['lose'], requests['sqs']?.['SendMessage']];
    console.log(`${lost} of ${sent} messages lost; ${told.map(({ what, ms }) => `${what} came ${ms} ms late`).join(', ')}`);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBe(sent);
    expect(told.filter(({ ms }) => ms > decisionMsMax)).toEqual([]);
  }, 300_000);
});
