/** Blocks of a space, as its coordinators read and lift them. */
import { describe, expect, it } from 'vitest';
import { addCoordinator, aSpace } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { call, refused, succeeds } from './support/call.ts';
import { canary } from './support/canary.ts';

describe.concurrent('a block', () => {
  it('is listed without its seeker, is lifted once, and then the two meet again', async () => {
    const space = await aSpace();
    const [volunteer] = await Promise.all([aVolunteerOn(space), aVolunteer(space)]);
    const subject = canary('subject');
    const talk = await aTalk(space, { subject }, volunteer);
    await end(talk.as.seeker);
    await succeeds('report', { ...talk.as.seeker, body: { category: 'other', block: true } });
    const list = (query: Record<string, string> = {}) => succeeds('listBlocks', { ...coordinating(space), query });
    const { items } = await list({ volunteer: volunteer.id });
    expect(items).toMatchObject([{ volunteer: volunteer.id, by: ['seeker'], byReport: true }]);
    const [{ id: block } = { id: '' }] = items;
    const waiting = await aSeeker(space, { subject });
    expect(await volunteer.whyNone()).toEqual(['for-others']);
    const lift = () => call('liftBlock', coordinating(space, { block }));
    expect((await lift()).status).toBe(204);
    await volunteer.offer();
    expect((await waiting.read()).status).toBe('offered');
    expect([(await lift()).status, (await list()).items]).toEqual([204, []]);
    const { items: rows } = await succeeds('audit', coordinating(space));
    expect(rows.filter(({ what }) => what === 'block-lifted')).toMatchObject([{ by: 'you', about: block }]);
  });

  it('of a coordinator by a seeker is not there for that coordinator', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    await addCoordinator(space.operator, space.id, volunteer.person);
    const talk = await aTalk(space, { subject: canary('subject') }, volunteer);
    await succeeds('block', talk.as.seeker);
    const [{ id: block } = { id: '' }] = (await succeeds('listBlocks', coordinating(space))).items;
    const own = { token: volunteer.person.token, params: { space: space.id } };
    expect((await succeeds('listBlocks', own)).items).toEqual([]);
    await refused('not-found', call('liftBlock', { ...own, params: { ...own.params, block } }));
  });
});
