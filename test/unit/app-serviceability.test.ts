/** Which requests a space takes: those that a volunteer could be offered, and every request of a seeker who is not safe. */
import { describe, expect, it } from 'vitest';
import { blockRecord } from '../../shared/app/store/home-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { identify } from '../../shared/app/talk-requests/new-request.ts';
import { standingOf } from '../../shared/app/talk-requests/standing-of.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import type { SpaceId, VolunteerId } from '../../shared/domain/ids.ts';
import { noon } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, problemOf, valueOf, type Service } from '../fixtures/service.ts';
import { askingBody, type AskBody, type SpaceBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
}

async function aFixture(parts: Partial<SpaceBody> = {}): Promise<Fixture> {
  const service = aService();
  return { service, space: await aSpace(service, { demo: true, ...parts }) };
}

let asked = 0;

function commandOf(space: SpaceId, parts: Partial<AskBody>) {
  asked += 1;
  return { caller: partnerOf(space), space, key: `key-${asked}`, body: askBody.parse({ ...askingBody, ...parts }) };
}

const asking = ({ service, space }: Fixture, parts: Partial<AskBody> = {}) => ask(service.ports, commandOf(space, parts), noon);

async function refusal(fixture: Fixture, parts: Partial<AskBody> = {}) {
  const { code, members, errors } = problemOf(await asking(fixture, parts));
  return { code, ...members, errors: errors?.map(({ pointer }) => pointer) };
}

const volunteer = async ({ service, space }: Fixture, parts: Parameters<typeof aVolunteer>[2] = {}): Promise<VolunteerId> =>
  (await aVolunteer(service, space, { subject: `person-${(asked += 1)}`, ...parts })).view.id;

describe('a request that no volunteer could be offered', () => {
  it('is refused in a space without volunteers for that reason alone', async () => {
    const fixture = await aFixture();
    expect(await refusal(fixture)).toMatchObject({ code: 'nobody-could-serve', unmet: ['nobody'] });
    await volunteer(fixture, { status: 'suspended' });
    expect(await refusal(fixture)).toMatchObject({ unmet: ['nobody'] });
  });

  it('[bug-credentials-promise] is refused if the credentials of every volunteer have expired', async () => {
    const fixture = await aFixture({ credentialsRequired: ['check'] });
    await volunteer(fixture, { credentials: [{ kind: 'check', expiresAt: '2026-03-02T11:59:59Z' }] });
    expect(await refusal(fixture)).toMatchObject({ unmet: ['nobody'] });
    await volunteer(fixture, { credentials: [{ kind: 'Check', expiresAt: '2026-03-02T12:00:01Z' }] });
    expect((await asking(fixture)).ok).toBe(true);
  });

  it('is refused if every volunteer mutes the topic, however it is spelled', async () => {
    const fixture = await aFixture({ topics: ['Self-harm', 'work'] });
    await volunteer(fixture, { mutedTopics: ['self-harm'] });
    expect(await refusal(fixture, { topics: ['SELF-HARM'] })).toMatchObject({ unmet: ['topic'] });
    expect((await asking(fixture, { topics: ['work'] })).ok).toBe(true);
  });

  it('[bug-blocked-promised] is refused if the volunteer who could serve it is blocked with this subject', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    const command = commandOf(space, { subject: 'seeker-1' });
    const { subject = '' } = identify(service.ports.crypto, command, valueOf(await spaceOr404(service.ports, space)));
    const blocked = { rev: '', space, subject, volunteer: await volunteer(fixture), at: noon, by: 'seeker' as const };
    valueOf(await committed(service.store, [blockRecord.overwrite(service.ports.ids, blocked)]));
    expect(await refusal(fixture, { subject: 'seeker-1' })).toMatchObject({ unmet: ['nobody'] });
    expect((await asking(fixture, { subject: 'seeker-2' })).ok).toBe(true);
  });

  it.each<[string, Partial<AskBody>, readonly string[]]>([
    ['a language', { languages: ['cy'] }, ['language']],
    ['a role', { role: 'mentor' }, ['role']],
    ['a channel', { channel: 'voice' }, ['channel']],
    ['an attribute', { preferences: [{ attribute: 'Gender', value: 'man', strength: 'require' }] }, ['attribute']],
    ['a language and a role', { languages: ['cy'], role: 'mentor' }, ['language', 'role']],
  ])('is refused with what no volunteer has: %s', async (_name, parts, unmet) => {
    const fixture = await aFixture({ channels: ['chat', 'voice'] });
    await volunteer(fixture, { channels: ['chat'], attributes: { gender: ['woman'] } });
    expect(await refusal(fixture, parts)).toMatchObject({ code: 'nobody-could-serve', unmet });
  });
});

describe('a request for what the space does not have', () => {
  it('[bug-unknown-topic] is refused, and each place says what it has', async () => {
    const fixture = await aFixture({ topics: ['Grief'], roles: ['listener'] });
    await volunteer(fixture);
    expect(await refusal(fixture, { topics: ['grief', 'dragons'] })).toMatchObject({
      code: 'unprocessable',
      errors: ['/topics/1'],
    });
    expect(await refusal(fixture, { languages: ['ja'], role: 'mentor', channel: 'video' })).toMatchObject({
      code: 'nobody-could-serve',
      unmet: ['language', 'role', 'channel'],
      errors: ['/languages', '/role', '/channel'],
    });
    expect(await refusal(fixture, { languages: ['ja'], topics: ['dragons'] })).toMatchObject({
      errors: ['/topics/0', '/languages'],
    });
  });

  it('is taken if the seeker also speaks a language of the space', async () => {
    const fixture = await aFixture();
    await volunteer(fixture);
    expect((await asking(fixture, { languages: ['ja', 'en-GB'] })).ok).toBe(true);
  });
});

describe('a request of a seeker who is not safe', () => {
  it('[bug-unsafe-is-taken] is taken whatever is asked, raises the case, and says what no volunteer meets', async () => {
    const fixture = await aFixture();
    const { ports } = fixture.service;
    const made = valueOf(
      await asking(fixture, { notSafeNow: true, languages: ['ja'], channel: 'video', topics: ['dragons', 'grief'] }),
    );
    expect(made.talk).toMatchObject({ state: 'waiting', need: 'notSafeNow', escalation: expect.stringMatching(/^esc_/u) });
    expect(made.talk.criteria).toMatchObject({ languages: ['ja'], channel: 'video', topics: ['grief'] });
    expect(valueOf(await standingOf(ports, made, noon)).view.unmet).toEqual(['nobody']);
    await volunteer(fixture);
    expect(valueOf(await standingOf(ports, made, noon)).view.unmet).toEqual(['language', 'channel']);
    const served = valueOf(await asking(fixture, { notSafeNow: true, languages: ['en-GB'] }));
    expect(valueOf(await standingOf(ports, served, noon)).view).not.toHaveProperty('unmet');
  });
});
