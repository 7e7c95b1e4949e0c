/** Listening live: tickets, sockets, and the states that they tell. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { WebSocketLike } from '../../client/live/socket.ts';
import { frameBytesMax } from '../../shared/domain/live-limits.ts';
import { AListener, ASocket, type Ticket } from './support/a-socket.ts';
import { aKey, aSpace } from './support/a-space.ts';
import { aSeeker, type Seeker } from './support/a-seeker.ts';
import { aVolunteer, aVolunteerOn, type Volunteer } from './support/a-volunteer.ts';
import { callRaw, refused, succeeds } from './support/call.ts';
import { until } from './support/wait.ts';

const ticketOf = (seeker: Seeker): Promise<Ticket> => succeeds('talkLive', seeker.as);
const ticketOfVolunteer = (volunteer: Volunteer): Promise<Ticket> => succeeds('volunteerLive', volunteer.as);

const status = z.looseObject({ status: z.string() });
const hasStatus = (wished: string) => (state: unknown) => status.safeParse(state).data?.status === wished;
const withOffers = z.looseObject({ offers: z.array(z.looseObject({ id: z.string() })) });

describe.concurrent('a ticket', () => {
  it('opens a socket with the WebSocket that Node has, and its hello is answered by the state', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space);
    const { url, ticket, expiresAt } = await ticketOf(seeker);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const socket = new WebSocket(`${url}?ticket=${ticket}`);
    const told = new Promise((resolve) => socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data)))));
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', v: 1, ticket })));
    expect(await told).toMatchObject({
      type: 'state',
      subject: 'talk',
      state: { id: seeker.id, status: 'waiting', position: 1 },
    });
    socket.close();
  });

  it('[sec-live-4] opens one socket, once; a forged, changed or missing one opens none', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space);
    const ticket = await ticketOf(seeker);
    const socket = await ASocket.open(ticket);
    const statusWith = (text: string) => new ASocket({ url: ticket.url, ticket: text }).status;
    expect(await statusWith(ticket.ticket)).toBe(401);
    const other = (await ticketOf(seeker)).ticket;
    const changed = `${other.slice(0, -2)}${other.endsWith('A') ? 'B' : 'A'}${other.slice(-1)}`;
    for (const text of ['', 'elt_x', 'nonsense', changed, seeker.token, space.partner.key])
      expect(await statusWith(text)).toBe(401);
    // Nothing of this ended the first one, and the unused ticket still opens a socket.
    expect((await socket.hello()).type).toBe('state');
    (await ASocket.open({ ...ticket, ticket: other })).socket.close();
    socket.socket.close();
  });

  it('[sec-live-5] opens no socket for the page of an unknown origin', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const ticket = await ticketOf(await aSeeker(space));
    expect(await new ASocket(ticket, { origin: 'https://evil.example' }).status).toBe(403);
    // The refusal used nothing up.
    (await ASocket.open(ticket)).socket.close();
  });

  it('[sec-live-6] says nothing over a socket that another ticket has opened', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const [mine, theirs] = [await ticketOf(await aSeeker(space)), await ticketOf(await aSeeker(space))];
    const [socket, other] = [await ASocket.open(mine), await ASocket.open(theirs)];
    const answer = await socket.sends(JSON.stringify({ type: 'hello', v: 1, ticket: theirs.ticket }));
    expect(answer).toMatchObject({ type: 'problem', status: 401 });
    for (const one of [socket, other]) one.socket.close();
  });
});

describe.concurrent('a frame', () => {
  it('that is junk, unknown or too large is refused by a frame that repeats nothing of it, and the socket stays open', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const socket = await ASocket.open(await ticketOf(await aSeeker(space)));
    const junk = ['', 'junk-of-mine', '{', '[]', 'null', '{"type":"junk-of-mine"}', '{"type":"hello","v":1}'];
    for (const text of junk) {
      const answer = await socket.sends(text === '' ? ' ' : text);
      expect(answer, text).toMatchObject({ type: 'problem', status: 400 });
      expect(JSON.stringify(answer)).not.toContain('junk-of-mine');
    }
    expect(await socket.sends('x'.repeat(frameBytesMax + 1))).toMatchObject({ type: 'problem', status: 413 });
    expect((await socket.hello()).subject).toBe('talk');
    socket.socket.close();
  });

  it('of more than 32 KB ends the socket', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const socket = await ASocket.open(await ticketOf(await aSeeker(space)));
    socket.socket.send('x'.repeat(33 * 1024));
    expect(await socket.closed).toBe(1009);
  });

  it('that beats is answered with what changes without a state, and counts as a sign of life', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const [first, second] = [await aSeeker(space), await aSeeker(space)];
    const socket = await ASocket.open(await ticketOf(second));
    const { seq } = await socket.hello();
    expect(await socket.says({ type: 'here', last: seq })).toMatchObject({ type: 'here', seq, position: 2 });
    await first.cancel();
    expect(await socket.says({ type: 'here', last: seq })).toMatchObject({ type: 'here', seq, position: 1 });
    socket.socket.close();
  });
});

describe.concurrent('who listens', () => {
  it('both sides of a match are told, and the volunteer of the offer before', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    const seekerListens = new AListener({ ticket: () => ticketOf(seeker) });
    const volunteerListens = new AListener({ ticket: () => ticketOfVolunteer(volunteer) });
    const { state } = await volunteerListens.sees((shown) => (withOffers.safeParse(shown).data?.offers.length ?? 0) > 0);
    const { id } = await volunteer.take(withOffers.parse(state).offers[0]?.id ?? '');
    expect((await seekerListens.sees(hasStatus('matched'))).state).toMatchObject({ conversation: { id } });
    await volunteerListens.sees((shown) => JSON.stringify(shown).includes(id));
    for (const { live } of [seekerListens, volunteerListens]) live.close();
  });

  it('a key of the partner that may not read gets no ticket', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space);
    const { key: token } = await aKey(space.operator, space.partner.id, { rights: ['ask'] });
    await refused('forbidden', callRaw('talkLive', { ...seeker.as, token }));
  });

  it('a request that is cancelled in the moment in which its socket opens: every client ends knowing it', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const cancelsAtOnce = async (): Promise<void> => {
      const seeker = await aSeeker(space);
      let cancelled: Promise<unknown> | undefined;
      const connect = (url: string): WebSocketLike => {
        const socket = new WebSocket(url);
        socket.addEventListener('open', () => {
          cancelled ??= seeker.cancel();
        });
        return socket;
      };
      const listener = new AListener({ ticket: () => ticketOf(seeker), connect });
      await listener.sees(hasStatus('cancelled'));
      await cancelled;
      expect(listener.latest?.seq).toBe(listener.live.last);
      listener.live.close();
    };
    for (let round = 0; round < 10; round += 1) await Promise.all([cancelsAtOnce(), cancelsAtOnce(), cancelsAtOnce()]);
  });

  it('one that never reads delays no other', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    const seeker = await aSeeker(space);
    const deaf = await ASocket.open(await ticketOf(seeker));
    deaf.socket.pause();
    const listener = new AListener({ ticket: () => ticketOf(seeker) });
    await listener.sees((state) => state !== undefined);
    await volunteer.take((await volunteer.offer()).id);
    await listener.sees(hasStatus('matched'));
    deaf.socket.terminate();
    listener.live.close();
  });

  it('a seeker whose request is erased is told that there is nothing more', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space);
    const listener = new AListener({ ticket: () => ticketOf(seeker) });
    await listener.sees(hasStatus('waiting'));
    await seeker.erase();
    expect(await callRaw('talkLive', seeker.as)).toMatchObject({ kind: 'refusal' });
    await until(
      async () => listener.isGone,
      (isGone) => isGone,
    );
    listener.live.close();
  });

  it('a coordinator is told how the space stands', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const { coordinator: person, id } = space;
    const listener = new AListener({ ticket: () => succeeds('boardLive', { token: person.token, params: { space: id } }) });
    await listener.sees((state) => state !== undefined);
    const first = listener.latest?.seq ?? 0;
    await aSeeker(space);
    await until(
      async () => listener.latest?.seq ?? 0,
      (seq) => seq > first,
    );
    expect(listener.latest?.subject).toBe('board');
    listener.live.close();
  });
});
