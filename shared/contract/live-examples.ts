/** Examples of frames, for the AsyncAPI document. A test parses each by the schema of its frame. */
const ticket = 'elt_v1.c2VhbGVk';
const at = '2026-03-02T12:00:00.000Z';

export const frameExamples = {
  hello: [
    { type: 'hello', v: 1, ticket },
    { type: 'hello', v: 1, ticket, last: 7 },
  ],
  beat: [
    { type: 'here', ticket, last: 9 },
    { type: 'here', ticket, last: 12, session: 'ses_3q2-7w' },
  ],
  state: [
    {
      type: 'state',
      subject: 'volunteer',
      seq: 12,
      event: 'on',
      at,
      beatSeconds: 60,
      state: {
        availability: {
          state: 'on',
          session: 'ses_3q2-7w',
          leaseExpiresAt: '2026-03-02T12:02:00.000Z',
          channels: ['chat'],
          capacity: 1,
          talks: 0,
          talksToday: 2,
          talksPerDay: 8,
        },
        offers: [],
        conversations: [],
        callout: null,
      },
    },
  ],
  here: [
    { type: 'here', seq: 9, beatSeconds: 60, position: 2, estimate: { fromSeconds: 60, toSeconds: 180 } },
    { type: 'here', seq: 12, beatSeconds: 60, leaseExpiresAt: '2026-03-02T12:03:00.000Z' },
  ],
  gone: [{ type: 'gone', subject: 'talk' }],
  problem: [
    {
      type: 'problem',
      problem: 'https://earshot.dev/problems/ticket-not-valid',
      title: 'Ticket not valid',
      status: 401,
      detail:
        'A ticket opens one socket, once, within a minute, and is sent with its frames. Ask for another one and connect again.',
    },
  ],
  bye: [{ type: 'bye', afterSeconds: 120 }],
} as const;
