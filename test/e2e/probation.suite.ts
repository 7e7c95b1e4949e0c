/** A volunteer's first talks begin only while a coordinator is on duty. */
import { describe, expect, it } from 'vitest';
import { aSpace, edit } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { aVolunteerOn, editVolunteer } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { boardOf } from './support/board.ts';
import { callRaw, refused, succeeds } from './support/call.ts';

const never = { weekly: [] };
const always = { always: true as const };
const limits = { restSeconds: 0, offerWindowSeconds: 60, probationTalks: 1 };
const onProbation = { eligible: false, reasons: [{ reason: 'on-probation' }] };
const eligible = { eligible: true, reasons: [] };

describe.concurrent('a volunteer on probation', () => {
  it('gets no offer while no coordinator is on duty, is told why, and gets one when a coordinator is', async () => {
    const space = await aSpace({ limits });
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    expect((await volunteer.me()).eligibility).toEqual(onProbation);
    const shown = succeeds('showVolunteer', coordinating(space, { volunteer: volunteer.id }));
    expect((await shown).eligibility).toEqual(onProbation);
    expect(await refused('not-eligible', volunteer.next())).toMatchObject({ reasons: onProbation.reasons });
    expect(await boardOf(space)).toMatchObject({ waitReasons: { 'on-probation': 1 }, volunteersOn: 1, volunteersFree: 0 });
    expect(await volunteer.offers()).toEqual([]);
    await edit(space, { duty: always });
    expect((await volunteer.me()).eligibility).toEqual(eligible);
    const offer = await volunteer.offer();
    await edit(space, { duty: never });
    await volunteer.take(offer.id);
    expect((await seeker.read()).status).toBe('matched');
  });

  it('has had the first talk when it has ended, and then gets offers at any time', async () => {
    const space = await aSpace({ limits, duty: always });
    const talk = await aTalk(space);
    await edit(space, { duty: never });
    expect((await talk.volunteer.me()).eligibility).toEqual(onProbation);
    await end(talk.as.volunteer);
    expect((await talk.volunteer.me()).eligibility).toEqual(eligible);
    await aSeeker(space);
    await talk.volunteer.offer();
  });

  it('is released by a coordinator, and never by their own call', async () => {
    const space = await aSpace({ limits });
    const volunteer = await aVolunteerOn(space);
    await aSeeker(space);
    const own = { ...volunteer.as, body: { limits: { probationTalks: 0 } } };
    await refused('bad-request', callRaw('editMe', own));
    expect(await editVolunteer(space, volunteer.id, { limits: { probationTalks: 0 } })).toMatchObject({
      limits: { probationTalks: 0 },
      eligibility: eligible,
    });
    await volunteer.offer();
  });
});
