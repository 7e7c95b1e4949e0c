/** The role table is whole, and the contract tells callers the same. */
import { describe, expect, it } from 'vitest';
import type { CallerKind as Documented, RouteContract } from '../../shared/contract/route.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import { cells } from './cells.ts';
import { callerKinds, expected, routeIds, statusOf, type CallerKind } from './role-table.ts';

/** Whom the table lets in for each kind of caller that the contract documents. */
const people: Readonly<Record<Exclude<Documented, 'anyone'>, readonly CallerKind[]>> = {
  partner: ['partner', 'partner2'],
  seeker: ['seeker', 'ended'],
  volunteer: ['vol', 'vol2', 'susp'],
  coordinator: ['coord'],
  operator: ['oper'],
};

const rulesOf = (route: RouteId): RouteContract => contract[route];
/** Also who comes too early or too late may come. */
const lets = (route: RouteId, caller: CallerKind): boolean => ![401, 403, 404].includes(statusOf(route, caller));

/** What the contract says in one word and the table in many: these are for whoever is signed in. */
const forAnybodySignedIn: readonly RouteId[] = ['me', 'acceptInvitation'];

describe('the role table', () => {
  it.each(routeIds)('[sec-roles-1] has a whole row for %s', (route) => {
    for (const caller of callerKinds) expect(statusOf(route, caller)).toBeGreaterThanOrEqual(200);
  });

  it.each(routeIds.filter((route) => !forAnybodySignedIn.includes(route)))('lets in to %s whom the contract names', (route) => {
    const { callers } = rulesOf(route);
    const isOpen = callers.every((one) => one === 'anyone');
    for (const kind of ['partner', 'seeker', 'volunteer', 'coordinator', 'operator'] as const)
      expect([kind, people[kind].some((caller) => lets(route, caller))]).toEqual([kind, isOpen || callers.includes(kind)]);
  });

  it.each(routeIds)('answers on %s as the contract says one may be answered', (route) => {
    const { answers } = rulesOf(route);
    const successes = callerKinds.map((caller) => statusOf(route, caller)).filter((status) => status < 300);
    expect(successes.filter((status) => !(status in answers))).toEqual([]);
  });

  it('[sec-roles-2] lets nobody in without a credential but where everybody may come', () => {
    for (const route of routeIds) {
      const isOpen = rulesOf(route).callers.every((one) => one === 'anyone');
      expect([route, statusOf(route, 'none')]).toEqual([route, isOpen ? 200 : 401]);
      expect([route, statusOf(route, 'revoked')]).toEqual([route, isOpen ? 200 : 401]);
    }
  });

  it('lets nobody in elsewhere but where everybody may come, and operators', () => {
    const elsewhere = cells.filter(({ place, caller, expected: status }) => place !== 'own' && caller !== 'oper' && status < 300);
    expect([...new Set(elsewhere.map(({ route }) => route))]).toEqual(['showSpace', 'listResources', 'declineOffer']);
    expect(routeIds.filter((route) => expected(route, 'oper', 'nowhere') < 300)).toEqual([]);
  });
});
