/** Call-outs: volunteers who are off are asked to go on, if no volunteer who is on could serve a request. */
import { describe, expect, it } from 'vitest';
import { aSpace, edit, type ASpace } from './support/a-space.ts';
import { aSeeker } from './support/a-seeker.ts';
import { aVolunteer, aVolunteerOn, type Volunteer } from './support/a-volunteer.ts';
import { succeeds } from './support/call.ts';
import { until } from './support/wait.ts';

/** A volunteer who was on and went off again. */
async function aVolunteerOff(space: ASpace, languages: string[]): Promise<Volunteer> {
  const volunteer = await aVolunteerOn(space, { languages });
  await volunteer.off();
  return volunteer;
}

const calledOut = (volunteer: Volunteer) =>
  until(
    () => volunteer.me(),
    (me) => me.callout !== null,
  );

describe.concurrent('a volunteer who is off', () => {
  it('is called out if no volunteer who is on could serve, and gets the offer after going on', async () => {
    const space = await aSpace();
    const able = await aVolunteerOff(space, ['pl', 'en']);
    const other = await aVolunteerOff(space, ['en']);
    await aVolunteerOn(space);
    expect(await able.me()).toMatchObject({ callouts: true, callout: null });
    const seeker = await aSeeker(space, { languages: ['pl'] });
    const me = await calledOut(able);
    expect(me.callout).toMatchObject({ languages: ['pl'], role: null, channel: 'chat' });
    expect(JSON.stringify(me)).not.toContain(seeker.id);
    expect(await other.me()).toMatchObject({ callout: null });
    expect(await seeker.read()).toMatchObject({ status: 'waiting', position: 1 });
    await able.on();
    expect(await able.me()).toMatchObject({ callout: null });
    await able.take((await able.offer()).id);
    expect((await seeker.read()).status).toBe('matched');
  });

  it('is not called out if the volunteer or the space declined call-outs, or while a volunteer who is on could serve', async () => {
    const [space, silent, served] = await Promise.all([aSpace(), aSpace({ policy: { calloutsAtOnce: 0 } }), aSpace()]);
    const [unwilling, willing, unasked, unneeded] = await Promise.all([
      aVolunteerOff(space, ['en']),
      aVolunteerOff(space, ['en']),
      aVolunteerOff(silent, ['en']),
      aVolunteerOff(served, ['en']),
    ]);
    const no = await succeeds('editMe', { ...unwilling.as, body: { callouts: false } });
    expect(no).toMatchObject({ callouts: false, callout: null });
    const busy = await aVolunteerOn(served);
    await aSeeker(served);
    await busy.take((await busy.offer()).id);
    await Promise.all([aSeeker(space), aSeeker(silent), aSeeker(served)]);
    await calledOut(willing);
    for (const one of [unwilling, unasked, unneeded]) expect(await one.me()).toMatchObject({ callout: null });
    await edit(silent, { policy: { calloutsAtOnce: 1 } });
    await calledOut(unasked);
  });

  it('and was never on is not called out', async () => {
    const space = await aSpace();
    const never = await aVolunteer(space);
    const able = await aVolunteerOff(space, ['en']);
    await aSeeker(space);
    await calledOut(able);
    expect(await never.me()).toMatchObject({ callout: null });
  });
});
