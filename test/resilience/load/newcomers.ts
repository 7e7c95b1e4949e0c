/** Actors who come in a rush. Some ask, read once, and leave. Others open the page of the space, or read a coordinator's lists. */
import { plainSeeker } from '../../../actors/behaviour.ts';
import { Seeker, type SeekerTraits } from '../../../actors/seeker.ts';
import { readHelp, readPage } from '../../../actors/visitor.ts';
import { surroundingsOf } from '../../chaos/actors/actors.ts';
import { againMax } from '../../chaos/limits.ts';
import { askingBody } from '../../world/bodies.ts';
import type { Operation } from '../../world/history/operation.ts';
import { newcomerStayMs, shedOnArrivalMsMax } from '../limits.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import { rhythm, sessionOf, untilTheEnd } from './cast.ts';
import type { Flow } from './rush.ts';

export type Urgency = 'now' | 'soon' | 'whenever';

export interface Visit {
  readonly who: string;
  readonly body?: Partial<SeekerTraits['body']>;
  /** Milliseconds before the seeker reads the request, and then leaves. */
  readonly stayMs: number;
}

/** A seeker asks, reads once, and cancels, or ends the talk if a volunteer was faster. */
export function visit(context: ScenarioContext, { who, body = {}, stayMs }: Visit): Promise<void> {
  const session = sessionOf(context, who, { triesMax: againMax, triesAgain: mayHaveBeenTaken });
  const traits: SeekerTraits = {
    arrivesAt: 0,
    body: { ...askingBody, ...body },
    throughPartner: true,
    patienceSeconds: 0,
    asksMax: 1,
    behaviour: plainSeeker,
    rhythm: { ...rhythm, seekerLook: [stayMs / 1_000, stayMs / 1_000] },
  };
  return new Seeker(session, surroundingsOf({ ...context, over: untilTheEnd }), traits).live();
}

/** A seeker of this urgency. `phase` keeps the keys of two rushes apart. */
export function asker(context: ScenarioContext, urgency: Urgency, phase: string): Flow['act'] {
  return (nth) => visit(context, { who: `${phase}-${urgency}-${nth}`, body: { urgency }, stayMs: newcomerStayMs });
}

/** A seeker who is not safe. */
export function unsafe(context: ScenarioContext, phase: string): Flow['act'] {
  return (nth) => visit(context, { who: `${phase}-not-safe-${nth}`, body: { notSafeNow: true }, stayMs: 0 });
}

/**
 * Whether a call is made again until its outcome is known. A request whose outcome is unknown is asked for again with the same key, so that no request is left
 * whose token no client has. One that is shed on arrival is answered at once and leaves no request: that seeker goes away.
 */
function mayHaveBeenTaken({ route, retryAfter, invokedAt, completedAt, sent }: Operation): boolean {
  const isProtected = typeof sent === 'object' && sent !== null && 'notSafeNow' in sent;
  return route !== 'ask' || isProtected || !(retryAfter !== undefined && completedAt - invokedAt < shedOnArrivalMsMax);
}

/** A visitor opens the page of the space. */
export function reader(context: ScenarioContext): Flow['act'] {
  return async () => void (await readPage(sessionOf(context, 'reader'), context.fixture));
}

/** A visitor reads the help numbers. */
export function helpSeeker(context: ScenarioContext): Flow['act'] {
  return async () => void (await readHelp(sessionOf(context, 'visitor'), context.fixture));
}

/** A coordinator reads the lists in turn. */
export function lister({ fixture, history }: ScenarioContext): Flow['act'] {
  const routes = ['listVolunteers', 'board', 'audit'] as const;
  return async (nth) => {
    const route = routes[nth % routes.length] ?? 'board';
    await history.call({ who: 'coordinator', route, params: { space: fixture.space }, token: fixture.coordinatorToken });
  };
}
