/** What seekers need and what volunteers have: the same words on both sides, in different proportions. */
import { requestId, volunteerId, type RequestId, type VolunteerId } from '../../shared/domain/ids.ts';
import type { SeatFacts } from '../../shared/domain/seat.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { Need } from '../../shared/domain/vocabulary.ts';
import { beta } from '../../random/distributions.ts';
import type { Random, Weighted } from '../../random/random.ts';
import type { Person, RequestKind } from './scenario.ts';

/** An attribute that some seekers prefer: how many prefer it, and how frequent each value is in demand and supply. */
export interface Preferable {
  readonly attribute: string;
  readonly askedShare: number;
  readonly values: readonly { readonly value: string; readonly asked: number; readonly supplied: number }[];
}

export interface Demand {
  readonly languages: readonly Weighted<string>[];
  /** An attribute that some requests require and few volunteers have. */
  readonly clearanceShare: number;
  readonly mentorShare: number;
  readonly topicShare: number;
  readonly sameVolunteerShare: number;
  readonly needs: readonly Weighted<Need>[];
}

export interface Supply {
  /** Languages besides the first language of the demand, which every volunteer speaks. For many volunteers `none`. */
  readonly secondLanguage: readonly Weighted<string | null>[];
  readonly clearanceShare: number;
  readonly mentorShare: number;
  /** Share of the topics that a volunteer knows well. */
  readonly topicShare: number;
  readonly accept: { readonly a: number; readonly b: number };
  readonly capacity: readonly Weighted<number>[];
  readonly talksPerDay: number;
}

export interface Mix {
  readonly topics: readonly Weighted<string>[];
  readonly preferable: readonly Preferable[];
  readonly demand: Demand;
  readonly supply: Supply;
}

const clearance = { attribute: 'clearance', value: 'held', strength: 'require' } as const;

/** The criteria of one request. */
export function drawAsk(random: Random, { topics, preferable, demand }: Mix): Criteria {
  const language = random.weighted(demand.languages);
  const cleared = random.next() < demand.clearanceShare;
  const mentor = random.next() < demand.mentorShare;
  const topic = random.weighted(topics);
  const named = random.next() < demand.topicShare;
  const preferences = preferable.flatMap(({ attribute, askedShare, values }) => {
    const value = random.weighted(values.map((one) => ({ value: one.value, weight: one.asked })));
    return random.next() < askedShare ? [{ attribute, value, strength: 'prefer' as const }] : [];
  });
  return {
    languages: [language],
    channel: 'chat',
    ...(mentor ? { role: 'mentor' as const } : {}),
    topics: named ? [topic] : [],
    preferences: cleared ? [clearance, ...preferences] : preferences,
    groundRulesVersion: 1,
  };
}

/** Named after the one rare thing that the request needs. */
export function kindOf(criteria: Criteria, commonLanguage: string): RequestKind {
  const special = [
    ...criteria.languages.filter((one) => one !== commonLanguage),
    ...(criteria.role === undefined ? [] : [criteria.role]),
    ...criteria.preferences.filter((one) => one.strength === 'require').map((one) => one.attribute),
  ];
  return special.length > 1 ? 'several' : (special[0] ?? 'plain');
}

/** Volunteer number `n`. */
export function drawPerson(random: Random, { topics, preferable, demand, supply }: Mix, n: number): Person {
  const common = demand.languages[0]?.value ?? 'en';
  const second = random.weighted(supply.secondLanguage);
  const cleared = random.next() < supply.clearanceShare;
  const mentor = random.next() < supply.mentorShare;
  const attributes: SeatFacts['attributes'] = cleared ? { [clearance.attribute]: [clearance.value] } : {};
  for (const { attribute, values } of preferable) {
    attributes[attribute] = [random.weighted(values.map((one) => ({ value: one.value, weight: one.supplied })))];
  }
  const known = topics.map((one) => one.value).filter(() => random.next() < supply.topicShare);
  const capacity = random.weighted(supply.capacity);
  return {
    volunteer: volunteerNo(n),
    acceptShare: beta(random, supply.accept.a, supply.accept.b),
    capacity,
    facts: {
      active: true,
      role: mentor ? 'mentor' : 'listener',
      languages: second === null ? [common] : [common, second],
      topics: known,
      mutedTopics: [],
      channels: ['chat'],
      attributes,
      eligibleUntil: null,
      talksPerDay: supply.talksPerDay,
      capacityMax: capacity,
    },
  };
}

const eight = (n: number) => String(n).padStart(8, '0');

/** The id of the `n`th request. The ids of later attempts end with their number. */
export function requestNo(n: number): RequestId {
  return requestId.parse(`req_${eight(n)}`);
}

/** The id of the `n`th volunteer. */
export function volunteerNo(n: number): VolunteerId {
  return volunteerId.parse(`vol_${eight(n)}`);
}
