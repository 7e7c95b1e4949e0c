/** A request to talk. */
import { liveKeys } from '../../../shared/app/store/keys.ts';
import { ask as askToTalk, type Asked } from '../../../shared/app/talk-requests/ask.ts';
import { cancelRequest as cancel } from '../../../shared/app/talk-requests/cancel.ts';
import { eraseRequest as erase } from '../../../shared/app/talk-requests/erase.ts';
import { sayNotSafe as notSafe } from '../../../shared/app/talk-requests/not-safe.ts';
import { matchOf } from '../../../shared/app/conversations/match-of.ts';
import { showRequest as show, stillHere as isStillHere } from '../../../shared/app/talk-requests/show.ts';
import { standingOf, type Standing } from '../../../shared/app/talk-requests/standing-of.ts';
import type { Problem } from '../../../shared/contract/problems.ts';
import { pollSeconds } from '../../../shared/domain/limits.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { toIso, type EpochMs } from '../../../shared/domain/time.ts';
import type { Ports } from '../../../shared/ports.ts';
import { aboutTalk } from '../../../shared/domain/support-block.ts';
import type { HttpContext } from '../context.ts';
import { silent } from '../responders.ts';
import type { Handler, Outcome } from '../route.ts';
import { tagOf } from '../etag.ts';

export const ask: Handler<'ask'> = async ({ ports, now, caller, params, body, key }) => {
  const asked = await askToTalk(ports, { caller, ...params, body, key }, now);
  if (!asked.ok) return asked;
  const standing = await standingOf(ports, asked.value, now);
  return standing.ok ? ok(standingOutcome(standing.value, asked.value)) : standing;
};

/**
 * 202 with the present state of the request. A repeated call gets the same kind of answer. The caller is asked to come again only
 * while something can still happen.
 */
function standingOutcome({ view, space, talk }: Standing, { quota }: Asked) {
  return {
    status: 202,
    body: view,
    location: view.links['self'] ?? '',
    about: aboutTalk({ space, talk }),
    ...(isRequestOver(view) ? { isOver: true } : { retryAfterSeconds: pollSeconds }),
    quota,
  } as const;
}

/** Whether nothing more happens to the request, unless its open conversation returns it to the queue. */
function isRequestOver({ status, conversation }: Pick<Standing['view'], 'status' | 'conversation'>): boolean {
  return status === 'cancelled' || status === 'expired' || conversation?.state === 'ended';
}

export const showRequest: Handler<'showRequest'> = async ({ ports, now, caller, params }) => {
  const found = await show(ports, { caller, ...params }, now);
  if (!found.ok) return found;
  const { view, talk } = found.value;
  const watch = liveKeys.talk(talk.id);
  return ok({ body: view, etag: tagOf(view), about: aboutTalk(found.value), watch, isOver: isRequestOver(view) });
};

export const cancelRequest: Handler<'cancelRequest'> = async ({ ports, now, caller, params }) => {
  const cancelled = await cancel(ports, { caller, ...params }, now);
  return cancelled.ok ? ok({ body: cancelled.value.view, about: aboutTalk(cancelled.value) }) : cancelled;
};

export const stillHere: Handler<'stillHere'> = async ({ ports, now, caller, params }) =>
  silent(await isStillHere(ports, { caller, ...params }, now));

export const sayNotSafe: Handler<'sayNotSafe'> = async ({ ports, now, caller, params }) => {
  const said = await notSafe(ports, { caller, ...params }, now);
  return said.ok ? ok({ body: said.value.view, about: aboutTalk(said.value) }) : said;
};

export const eraseRequest: Handler<'eraseRequest'> = async ({ ports, now, caller, params }) => {
  const erased = await erase(ports, { caller, ...params }, now);
  if (!erased.ok) return erased;
  const { receipt } = erased.value;
  return ok({ body: { receipt: { ...receipt, erasedAt: toIso(receipt.erasedAt) } }, about: aboutTalk(erased.value) });
};

/** Asks, and waits for the match as long as the partner wishes. The clock is read again at each read. */
export function match({ clock }: Pick<HttpContext, 'clock'>): Handler<'match'> {
  return async ({ ports, now, caller, params, body, key, longPoll }) => {
    if (caller.kind !== 'partner') return err({ code: 'forbidden' });
    const { waitSeconds, ...wanted } = body;
    const asked = await askToTalk(ports, { caller, ...params, body: wanted, key }, now);
    if (!asked.ok) return asked;
    const read = () => matched(ports, asked.value, clock());
    const first = await read();
    if (!first.ok) return first;
    const polled = await longPoll({
      first: first.value,
      seconds: waitSeconds,
      read,
      until: ({ status, isOver }) => status === 200 || isOver === true,
    });
    return polled.ok ? ok(polled.value.outcome) : polled;
  };
}

/** 200 with the match if there is one, else 202 with the state of the request. */
async function matched(ports: Ports, asked: Asked, now: EpochMs): Promise<Result<Outcome<'match'>, Problem>> {
  const found = await matchOf(ports, asked, now);
  if (!found.ok) return found;
  const watch = liveKeys.talk(asked.talk.id);
  if (found.value.kind === 'none') return ok({ ...standingOutcome(found.value.standing, asked), watch });
  return ok({ status: 200, body: { match: found.value.match }, about: aboutTalk(found.value), watch });
}
