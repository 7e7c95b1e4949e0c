/**
 * Sockets: how one is opened, and the frames in both directions. A socket only tells; doing anything stays HTTP. The AsyncAPI document is made from
 * these schemas.
 */
import * as z from 'zod';
import { listEntriesMax, urlCharsMax } from '../domain/limits.ts';
import { availabilityView, leaseExpiresAt } from './availability.ts';
import { boardView } from './board.ts';
import { code, estimate, isoTime, noInput, reference, sentence, support, token } from './common.ts';
import { myConversation } from './conversations.ts';
import { offerView } from './offers.ts';
import { pathParameters } from './path-parameters.ts';
import { problemSlugs, problemType } from './problems.ts';
import { route } from './route.ts';
import { requestView } from './talk-requests.ts';
import { calloutView } from './volunteers.ts';

/** The version of the frames. */
export const frameVersion = 1;

const seq = z
  .int()
  .min(0)
  .describe(
    'Rises with every change of the subject that is told. A receiver drops a lower number; a number that is left out is normal. Of a board: when it was read, in milliseconds.',
  );
const ticket = token('elt').describe('The ticket with which the socket was opened.');
const beat = z.int().positive().describe('Seconds after which the next `here` is due, counted from this frame.');
const subject = z.enum(['talk', 'volunteer', 'board']);

export const helloFrame = z
  .strictObject({
    type: z.literal('hello'),
    v: z.literal(frameVersion).describe('The version of the frames.'),
    ticket,
    last: seq.optional().describe('The highest `seq` that the client knows, from an earlier socket.'),
  })
  .meta({ id: 'HelloFrame', title: 'Hello', description: 'Once after the socket has opened. The answer is the present state.' });

export const hereFrame = z
  .strictObject({
    type: z.literal('here'),
    ticket,
    last: seq.describe('The highest `seq` that the client knows.'),
    session: reference
      .optional()
      .describe('Of a volunteer: the session of being on. With it the beat renews the lease also when it has just ended.'),
  })
  .meta({
    id: 'HereFrame',
    title: 'Here',
    description:
      'The beat, every `beatSeconds`: a sign of life of a waiting seeker or of a volunteer. The answer says what has changed without a frame.',
  });

export const clientFrame = z.discriminatedUnion('type', [helloFrame, hereFrame]);
export type ClientFrame = z.infer<typeof clientFrame>;

const stateParts = {
  type: z.literal('state'),
  seq,
  event: code.describe('The latest change, or what the state is. For people who read logs; an app shows the state.'),
  at: isoTime.describe('When the state was read.'),
  beatSeconds: beat,
  missed: z.literal(true).optional().describe('The state is newer than `last`: a frame was lost, or the socket was closed.'),
};

/** As `GET …/talk-requests/{request}`. The help resources are in the answer to `hello` and in what is final. */
export const talkState = z.object({
  ...stateParts,
  subject: z.literal('talk'),
  state: requestView.extend({ support: support.optional() }),
});

/** The volunteer as they stand in one space: what availability, offers and conversations show by HTTP. */
export const volunteerState = z.object({
  ...stateParts,
  subject: z.literal('volunteer'),
  state: z.object({
    availability: availabilityView,
    offers: z.array(offerView).max(listEntriesMax),
    conversations: z.array(myConversation).max(listEntriesMax),
    callout: calloutView.nullable(),
  }),
});

/** As `GET …/board`. */
export const boardState = z.object({ ...stateParts, subject: z.literal('board'), state: boardView });

export const stateFrame = z.discriminatedUnion('subject', [talkState, volunteerState, boardState]).meta({
  id: 'StateFrame',
  title: 'State',
  description:
    'The whole present state of the subject: after `hello`, after every change that is told, and after a beat if a frame was lost.',
});

export const hereAnswer = z
  .object({
    type: z.literal('here'),
    seq,
    beatSeconds: beat,
    position: z.int().positive().nullable().optional().describe('Of a talk: the queue position. It never rises.'),
    estimate: estimate.optional().describe('Of a talk: how long the wait may still be.'),
    leaseExpiresAt,
    restUntil: isoTime.optional().describe('Of a volunteer: no offer comes before. Absent: the rest is over.'),
  })
  .meta({ id: 'HereAnswer', title: 'Here', description: 'Answers a beat when there is no newer state.' });

export const goneFrame = z.object({ type: z.literal('gone'), subject }).meta({
  id: 'GoneFrame',
  title: 'Gone',
  description:
    'There is nothing more to tell: the request was erased, or the caller has no right to the subject any more. Close the socket.',
});

export const problemFrame = z
  .object({
    type: z.literal('problem'),
    problem: z.enum(problemSlugs.map(problemType)).describe('The `type` of the problem (RFC 9457).'),
    title: sentence,
    status: z.int().min(400).max(599),
    detail: sentence,
    errors: z
      .array(z.object({ pointer: sentence, detail: sentence }))
      .min(1)
      .max(listEntriesMax)
      .optional(),
    support: support.optional(),
  })
  .meta({ id: 'ProblemFrame', title: 'Problem', description: 'The frame before was refused, and changed nothing.' });

export const byeFrame = z.object({ type: z.literal('bye'), afterSeconds: z.int().min(0) }).meta({
  id: 'ByeFrame',
  title: 'Bye',
  description:
    'The gateway ends this socket soon. Open another one with a fresh ticket, then close this one, within `afterSeconds`.',
});

export const serverFrame = z.union([stateFrame, hereAnswer, goneFrame, problemFrame, byeFrame]);
export type ServerFrame = z.infer<typeof serverFrame>;

/** What opens one socket, once. */
export const liveTicket = z
  .object({
    url: z
      .url({ protocol: /^wss?$/u })
      .max(urlCharsMax)
      .describe('Where the socket connects. Add the ticket: `url?ticket=…`.'),
    ticket: token('elt').describe('Opens one socket, once.'),
    expiresAt: isoTime.describe('Until when the socket must be open.'),
  })
  .meta({ id: 'LiveTicket' });

const { space, request } = pathParameters;
const common = { ...noInput, method: 'POST', shed: 'read' } as const;

export const liveRoutes = {
  talkLive: route({
    ...common,
    path: '/v1/spaces/{space}/talk-requests/{request}/live',
    function: 'seeker',
    summary: 'Gives a ticket for a socket that tells how the request stands.',
    callers: ['seeker', 'partner'],
    params: { space, request },
    answers: { 201: liveTicket.extend({ support }) },
    problems: ['unauthenticated', 'forbidden', 'gone'],
    support: true,
  }),
  volunteerLive: route({
    ...common,
    path: '/v1/spaces/{space}/me/live',
    function: 'volunteer',
    summary: 'Gives a ticket for a socket that tells the volunteer of offers and of what becomes of them.',
    callers: ['volunteer'],
    params: { space },
    answers: { 201: liveTicket },
    problems: ['unauthenticated'],
    support: false,
  }),
  boardLive: route({
    ...common,
    path: '/v1/spaces/{space}/board/live',
    function: 'coordinator',
    summary: 'Gives a ticket for a socket that tells how the space stands.',
    callers: ['coordinator'],
    params: { space },
    answers: { 201: liveTicket },
    problems: ['unauthenticated'],
    support: false,
  }),
} as const;
