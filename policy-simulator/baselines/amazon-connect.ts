/**
 * Amazon Connect with routing profiles, as an operator sets them to keep scarce skills free. Queues that need a scarce skill have
 * priority 1. The common queue has priority 2, and a delay for agents with a scarce skill, so its contacts reach these agents
 * only after a while. A free agent takes the contact with the lowest priority number, then the oldest one. Agents that have been
 * available longest come first.
 * docs.aws.amazon.com/connect/latest/adminguide: about-routing, concepts-routing-profiles-priority (read 2026).
 */
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { earliest, plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { eventDriven, type Decision, type SimOffer, type SimPolicyKind } from '../policies/sim-policy.ts';
import { idleIn, mayServe, waitingIn } from './free.ts';
import { commonLanguage, needsRareSkill, rareSkillsOf } from './rare-skills.ts';

/** Seconds until a common contact is visible to an agent with a scarce skill. */
const delaySeconds = 30;

function decide(snapshot: Snapshot, now: EpochMs): Decision {
  const common = commonLanguage(snapshot.seats);
  const waiting = waitingIn(snapshot, now);
  const isScarce = new Map(waiting.map((talk) => [talk, needsRareSkill(talk.criteria, common)]));
  // Sorts by priority. The sort is stable, so contacts of one priority keep their order.
  const left = new Set(waiting.toSorted((a, b) => Number(isScarce.get(b)) - Number(isScarce.get(a))));
  const offers: SimOffer[] = [];
  for (const agent of idleIn(snapshot, now)) {
    const contact = [...left].find(
      (talk) => isVisible(talk, agent, isScarce.get(talk) ?? false, now) && mayServe(talk, agent, now),
    );
    if (contact === undefined) continue;
    left.delete(contact);
    offers.push({ request: contact.id, volunteer: agent.volunteer });
  }
  const nextDueAt = earliest(...[...left].map((talk) => plusSeconds(talk.askedAt, delaySeconds)).filter((at) => at > now));
  return { offers, ...(nextDueAt === undefined ? {} : { nextDueAt }) };
}

function isVisible(talk: Talk, agent: Seat, scarce: boolean, now: EpochMs): boolean {
  return scarce || rareSkillsOf(agent) === 0 || plusSeconds(talk.askedAt, delaySeconds) <= now;
}

export const amazonConnect: SimPolicyKind = {
  name: 'amazon-connect',
  about: 'queue priorities, 30 s delay before scarce skills, longest available (Amazon Connect)',
  start: () => ({ name: 'amazon-connect', triggers: eventDriven, decide }),
};
