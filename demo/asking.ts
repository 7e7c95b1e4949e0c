/** Asking to talk, through a partner or directly; and asking to be forgotten. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { contract } from '../shared/contract/contract.ts';
import { anything } from './api.ts';
import type { Random } from '../random/random.ts';
import type { Play } from './play.ts';
import type { SeekerPart } from './seeker-part.ts';

/** A seeker at play. */
export interface Seeker {
  readonly part: SeekerPart;
  readonly play: Play;
  readonly random: Random;
}

/** What an earlier request left for the next: the place in the queue, or somebody to be asked for. */
export interface Again {
  readonly comeBack?: string;
  readonly sameVolunteerAs?: string;
}

/** A request that was acknowledged, and what speaks for it. */
export interface Standing {
  readonly request: string;
  /** The seeker's token, or the partner's key. */
  readonly token: string;
  /** Set where it was matched at once. */
  readonly conversation?: string;
}

const askedAtOnce = contract.match.answers[200];
const asked = contract.match.answers[202];
/** Refusals that an evening brings: a language nobody speaks, too many who wait. */
const refusals = ['nobody-could-serve', 'space-full'] as const;

/** Asks; undefined when it was refused, kindly and with help. */
export async function ask({ part, play }: Seeker, how: Again): Promise<Standing | undefined> {
  const { api, history, stage } = play;
  const { space } = stage;
  const page = await api.call('showSpace', contract.showSpace.answers[200], { params: { space } });
  if (page.kind !== 'answer') return undefined;
  history.note({ kind: 'asking', seeker: part.name, need: part.need, language: part.wishes.languages[0] ?? '' });
  const wanted = { ...part.wishes, ...how, groundRulesVersion: page.body.groundRules.version };
  const body = part.subject === undefined ? wanted : { ...wanted, subject: part.subject };
  const matching = part.via === 'matching';
  const waitSeconds = Math.min(matchingSecondsMax, Math.floor(part.patience / play.clock.factor));
  const reply = await api.call(matching ? 'match' : 'ask', z.union([askedAtOnce, asked]), {
    params: { space },
    token: part.via === 'direct' ? undefined : stage.partnerKey,
    key: randomBytes(24).toString('base64url'),
    body: matching ? { ...body, waitSeconds } : body,
    ...(matching && waitSeconds > 0 ? { hold: waitSeconds } : {}),
    fine: refusals,
  });
  if (reply.kind !== 'answer') {
    history.note({ kind: 'refused', seeker: part.name, why: reply.kind === 'refused' ? reply.problem : reply.kind });
    await lookForHelp(play, part.wishes.country);
    return undefined;
  }
  const standing = standingOf(reply.body);
  const subject = part.subject === undefined ? {} : { subject: part.subject };
  const cameBack = how.comeBack !== undefined;
  history.note({ kind: 'asked', seeker: part.name, request: standing.request, ...subject, cameBack });
  return standing;
}

/** Who is not helped here looks for help elsewhere. */
async function lookForHelp({ api, stage: { space } }: Play, country: string | undefined): Promise<void> {
  await api.call('listResources', contract.listResources.answers[200], { params: { space }, query: { country } });
}

/** Real seconds the matching endpoint is asked to wait at most; then the app looks for itself. */
const matchingSecondsMax = 10;

function standingOf(body: z.infer<typeof askedAtOnce> | z.infer<typeof asked>): Standing {
  if (!('match' in body)) return { request: body.id, token: body.token };
  const { conversation, requestId, token } = body.match;
  return { request: requestId, token, conversation: conversation.id };
}

/** Asks to be forgotten, at once. */
export async function erase({ play }: Seeker, { request, token }: Standing): Promise<void> {
  await play.api.call('eraseRequest', anything, { params: { space: play.stage.space, request }, token });
  play.history.note({ kind: 'erased', request });
}
