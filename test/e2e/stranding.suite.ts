/** An edit after which no volunteer could serve seekers who wait: told before, and kind to those who wait. */
import { describe, expect, it } from 'vitest';
import { aSpace, edit, editing } from './support/a-space.ts';
import { ask, aSeeker } from './support/a-seeker.ts';
import { aVolunteer, aVolunteerOn } from './support/a-volunteer.ts';
import { boardOf } from './support/board.ts';
import { call, refused, succeeded, succeeds } from './support/call.ts';

const endStranded = { endStranded: 'true' } as const;

describe.concurrent('an edit that would leave seekers who wait without a volunteer', () => {
  it('of the space is told before, ends the requests if the coordinator says so, and lets the seekers come back', async () => {
    const space = await aSpace({ channels: ['chat', 'voice'] });
    await aVolunteer(space);
    const [chat, voice, inDanger] = [
      await aSeeker(space, { opening: 'what they wrote' }),
      await aSeeker(space, { channel: 'voice' }),
      await aSeeker(space, { notSafeNow: true }),
    ];
    const sent = editing(space, { channels: ['voice'] });
    expect(await refused('would-strand', call('editSpace', sent))).toMatchObject({ stranded: 1 });
    expect((await chat.read()).status).toBe('waiting');
    expect((await succeeds('editSpace', { ...sent, query: endStranded })).channels).toEqual(['voice']);
    const ended = await chat.read();
    expect(ended).toMatchObject({ status: 'expired', expiredBecause: 'space-changed', position: null });
    expect(ended.support.notice).toContain('This space has changed');
    expect((await voice.read()).status).toBe('waiting');
    expect((await inDanger.read()).status).toBe('waiting');
    const back = await succeeded(ask(space, { channel: 'voice', comeBack: ended.comeBack ?? '' }));
    expect(back.askedAt).toBe(ended.askedAt);
    await edit(space, { purpose: 'Another purpose' });
  });

  it('of a volunteer is told before, and a volunteer who is deleted leaves no offer behind', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    await volunteer.offer();
    const which = { token: space.coordinator.token, params: { space: space.id, volunteer: volunteer.id } };
    const suspended = { ...which, ifMatch: '*', body: { status: 'suspended' } } as const;
    expect(await refused('would-strand', call('editVolunteer', suspended))).toMatchObject({ stranded: 1 });
    expect(await refused('would-strand', call('deleteVolunteer', which))).toMatchObject({ stranded: 1 });
    expect((await seeker.read()).status).toBe('offered');
    expect((await succeeds('deleteVolunteer', { ...which, query: endStranded })).receipt.deleted).toBe(true);
    expect(await seeker.sees(({ status }) => status === 'expired')).toMatchObject({ expiredBecause: 'space-changed' });
    expect(await boardOf(space)).toMatchObject({ waiting: 0, offered: 0, volunteersOn: 0 });
  });
});
