/**
 * Invariant 15. On the routes for seekers, every answer with a body contains help resources, also an error. Each entry follows the contract,
 * none has expired (emergency numbers and the finder never expire), and all belong to the seeker's country.
 */
import * as z from 'zod';
import { contract } from '../../../shared/contract/contract.ts';
import { emergencyTopic, finderTopic } from '../../../shared/domain/support/resource.ts';
import { support, type Support } from '../../../shared/domain/support/support.ts';
import { finding, type Finding } from './finding.ts';
import type { Operation } from './operation.ts';

const withSupport = z.looseObject({ support });
type Shown = Support['resources'][number];
const said = z.looseObject({ country: z.string() });

export function helpEverywhere(history: readonly Operation[]): readonly Finding[] {
  const answers = history.filter(({ route, body }) => contract[route].support && body !== undefined);
  const refusals = answers.filter(({ status = 0 }) => status >= 400);
  const wrong = remembered(wrongHelp);
  return [finding(15, 'answers to seekers, with help', answers, wrong), finding(15, 'refusals among them', refusals, wrong)];
}

/** Checks equal answers only once: most help resources are those of one country on one day. */
function remembered(check: (operation: Operation) => string | undefined): (operation: Operation) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (operation) => {
    const { route, status, body, sent, completedAt } = operation;
    const help = typeof body === 'object' && body !== null && 'support' in body ? body.support : undefined;
    const asked = said.safeParse(sent);
    const key = JSON.stringify([route, status, help, asked.data?.country, dayOf(completedAt)]);
    if (!known.has(key)) known.set(key, check(operation));
    return known.get(key);
  };
}

function wrongHelp({ route, status, body, sent, completedAt }: Operation): string | undefined {
  const where = `${status} of ${route}`;
  const parsed = withSupport.safeParse(body);
  if (!parsed.success) return `${where}: no help resources, or none that could be read`;
  const { country, resources } = parsed.data.support;
  const asked = said.safeParse(sent);
  const expected = asked.success ? asked.data.country : undefined;
  const today = dayOf(completedAt);
  const expired = resources.find((entry) => entry.expiresAt <= today && !isLasting(entry));
  if (expired !== undefined) return `${where}: ${expired.id} has expired`;
  const foreign = foreignIn(parsed.data.support);
  if (foreign !== undefined) return `${where}: ${foreign.id} is of another country than ${country}`;
  if (!resources.some(isLasting)) return `${where}: no emergency number and no finder`;
  return expected === undefined || country === expected
    ? undefined
    : `${where}: help for ${country}, but expected for ${expected}`;
}

/**
 * An entry of another country. Where the seeker's country has none of its own, the lines of the space are right, after the finder: an emergency
 * number of another country never is.
 */
function foreignIn({ country, resources }: Support): Shown | undefined {
  const isForeign = (entry: Shown): boolean => entry.country !== null && entry.country !== country;
  const listed = resources.some((entry) => entry.country !== null && entry.country === country);
  const finderAt = resources.findIndex(({ topics }) => topics.includes(finderTopic));
  return resources.find(
    (entry, at) => isForeign(entry) && (listed || country === null || at < finderAt || entry.topics.includes(emergencyTopic)),
  );
}

/** The emergency number and the finder stay, whatever their date. */
function isLasting({ topics }: { readonly topics: readonly string[] }): boolean {
  return topics.includes(emergencyTopic) || topics.includes(finderTopic);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
