/**
 * Every message of every function is lost: no wake and no timer arrives. The reconciler alone still does everything that is due
 * within 90 s: the first offer, the lapse of an offer without an answer, the expiry, the end of a lease.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverOn, type VolunteerProfile } from './actors/volunteer-profiles.ts';
import { History } from './history.ts';
import { readLedger } from './ledger.ts';
import { decisionMsMax, endsMsMax, readEveryMs } from './limits.ts';
import { conversationIn, offersIn, requestIn } from '../world/history/reads.ts';
import { seatsOf } from './replay.ts';
import { aFixture, chaosLimits } from './fixture.ts';
import { eventually, freshStateDir, removeStateDir, startService, type Service } from './service.ts';
import { ManualSession, type Ticket } from './manual-session.ts';

const lossy = { seed: 1, enabled: false, sqs: { lose: 1 } };
const listener = (name: string, language: string): VolunteerProfile => ({
  name,
  role: 'listener',
  profile: { languages: [language] },
});
const patience = { withinMs: endsMsMax, everyMs: readEveryMs };

const stateDir = freshStateDir();
let service: Service;
/** Two rooms: requests of the first expire within a minute, and requests of the second outlive the lapse of their offer. */
let hasty: ManualSession;
let patient: ManualSession;

beforeAll(async () => {
  service = await startService(stateDir, { faults: lossy });
  // In this test a seeker does not call while the test reads the offers of a volunteer.
  const limits = { ...chaosLimits, stillThereSeconds: 600 };
  const history = new History(service.url);
  hasty = new ManualSession(await aFixture(service, [listener('takes', 'en'), neverOn], { limits }), history);
  const people = [listener('ignores', 'de'), listener('silent', 'en')];
  patient = new ManualSession(await aFixture(service, people, { limits: { ...limits, unmatchedExpirySeconds: 3600 } }), history);
  await service.setFaults(true);
}, 120_000);

afterAll(async () => {
  await service.stop();
  removeStateDir(stateDir);
}, 30_000);

/** Reads the offers of the volunteer until there is one. Each read is also a heartbeat. */
async function offerTo(session: ManualSession, name: string): Promise<string> {
  const read = () => session.by(name, 'listOffers');
  const listed = await eventually(read, (one) => (offersIn(one) ?? []).length > 0, patience);
  return (offersIn(listed) ?? [])[0] ?? '';
}

async function until(session: ManualSession, ticket: Ticket, status: string): Promise<void> {
  await eventually(
    () => session.ofRequest('showRequest', ticket),
    (one) => requestIn(one)?.status === status,
    patience,
  );
}

/** Reads the ledger. No other caller can read a volunteer's seat, and a call of the volunteer would renew the lease. */
async function isOff(session: ManualSession, name: string): Promise<boolean> {
  const seats = seatsOf(await readLedger(service.engines.dynamoDb, session.fixture.space));
  return seats.find(({ id }) => id === session.volunteer(name).id)?.versions.at(-1)?.value?.on === 'off';
}

/** Each resolves with the milliseconds by which it was late. */
const dues = {
  'an offer to a free volunteer': async () => {
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
    const dueAt = Date.now() + chaosLimits.offerWindowSeconds * 1000;
    await until(patient, ticket, 'waiting');
    return Date.now() - dueAt;
  },
  'an expiry': async () => {
    const ticket = await hasty.ask('cy', 'asks-without-a-volunteer');
    const dueAt = Date.now() + chaosLimits.unmatchedExpirySeconds * 1000;
    await until(hasty, ticket, 'expired');
    return Date.now() - dueAt;
  },
  'the end of a lease': async () => {
    await patient.setAvailable('silent', true);
    const dueAt = Date.now() + chaosLimits.presenceLeaseSeconds * 1000;
    await eventually(
      () => isOff(patient, 'silent'),
      (off) => off,
      patience,
    );
    return Date.now() - dueAt;
  },
};

describe('with every wake lost', () => {
  it(`the reconciler does everything that is due within ${decisionMsMax / 1000} s`, async () => {
    const told = await Promise.all(Object.entries(dues).map(async ([what, happens]) => ({ what, ms: await happens() })));
    const { occurred, requests } = await service.faults();
    const [lost, sent] = [occurred['sqs']?.['lose'], requests['sqs']?.['SendMessage']];
    console.log(`${lost} of ${sent} messages lost; ${told.map(({ what, ms }) => `${what} was ${ms} ms late`).join(', ')}`);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBe(sent);
    expect(told.filter(({ ms }) => ms > decisionMsMax)).toEqual([]);
  }, 300_000);
});
