/** What an "on" of a volunteer who is on already keeps, and what it changes. */
import { describe, expect, it } from 'vitest';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord } from '../../shared/app/store/live-records.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import { conversationOf, type SpaceId, type VolunteerId } from '../../shared/domain/ids.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { toIso } from '../../shared/domain/time.ts';
import { at, noon, requestNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, stored, valueOf, type Service } from '../fixtures/service.ts';

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
  readonly vera: VolunteerId;
}

const six = toIso(at(21_600));
const seven = toIso(at(25_200));
const talk = { request: requestNo(1), conversation: conversationOf(requestNo(1), 1), at: noon };

async function aFixture(): Promise<Fixture> {
  const service = aService();
  const space = await aSpace(service, { channels: ['chat', 'voice'], limits: { capacityMax: 3 } });
  const vera = (await aVolunteer(service, space, { subject: 'vera' })).view.id;
  return { service, space, vera };
}

async function says({ service, space }: Fixture, body: object) {
  const command = { caller: service.person('vera'), space, body: availabilityBody.parse(body) };
  return setAvailability(service.ports, command, at(1));
}

async function becomes({ service, space, vera }: Fixture, parts: Partial<Seat>): Promise<void> {
  const before = await stored(service.store, liveKeys.seat(space, vera), seatRecord);
  valueOf(await committed(service.store, [seatRecord.put(service.ports.ids, { ...before, ...parts }, before)]));
}

/** Vera is on, by text, with two places, until six. */
async function on(): Promise<Fixture> {
  const fixture = await aFixture();
  valueOf(await says(fixture, { available: true, channels: ['chat'], capacity: 2, until: six }));
  return fixture;
}

const kept = { state: 'on', channels: ['chat'], capacity: 2, until: six };

describe('[bug-second-device] an "on" of a volunteer who is on', () => {
  it.for([
    ['nothing', {}, kept],
    ['the same end', { until: six }, kept],
    ['another end', { until: seven }, { ...kept, until: seven }],
    ['no end', { until: null }, { ...kept, until: undefined }],
    ['one place', { capacity: 1 }, { ...kept, capacity: 1 }],
    ['no number of places', { capacity: null }, { ...kept, capacity: 1 }],
    ['another channel, which has one place', { channels: ['voice'] }, { ...kept, channels: ['voice'], capacity: 1 }],
    ['no channels', { channels: null }, { ...kept, channels: ['chat', 'voice'], capacity: 1 }],
    ['that it takes nothing back', { afterThisOne: false }, kept],
  ] as const)('that says %s', async ([, body, then]) => {
    const { until, ...rest } = then;
    const view = valueOf(await says(await on(), { available: true, ...body }));
    expect(view).toMatchObject(rest);
    expect(view.until).toBe(until);
  });

  it('that drains goes on draining, until it is said otherwise', async () => {
    const fixture = await on();
    await becomes(fixture, { on: 'draining', talks: [talk] });
    expect(valueOf(await says(fixture, { available: true }))).toMatchObject({ ...kept, state: 'draining' });
    expect(valueOf(await says(fixture, { available: true, afterThisOne: false }))).toMatchObject({ ...kept, state: 'on' });
  });

  it('drops an end that has passed, so that it does not end at once', async () => {
    const fixture = await on();
    await becomes(fixture, { until: noon });
    expect(valueOf(await says(fixture, { available: true }))).not.toHaveProperty('until');
  });
});

it('an "on" of a volunteer who was off keeps nothing of the session before', async () => {
  const fixture = await on();
  valueOf(await says(fixture, { available: false }));
  const view = valueOf(await says(fixture, { available: true }));
  expect(view).toMatchObject({ state: 'on', channels: ['chat', 'voice'], capacity: 1 });
  expect(view).not.toHaveProperty('until');
});
