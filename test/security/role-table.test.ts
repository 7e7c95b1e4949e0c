/** The role table is complete, and the contract documents the same callers. */
import { describe, expect, it } from 'vitest';
import type { CallerKind as Documented, RouteContract } from '../../shared/contract/route.ts';
import { type RouteId, contract } from '../../shared/contract/contract.ts';
import { cells } from './cells.ts';
import { callerKinds, expected, routeIds, statusOf, type CallerKind } from './role-table.ts';

/** The callers that the table allows, for each kind of caller that the contract documents. */
const people: Readonly<Record<Exclude<Documented, 'anyone'>, readonly CallerKind[]>> = {
  partner: ['partner', 'partner2'],
  seeker: ['seeker', 'ended'],
  volunteer: ['vol', 'vol2', 'susp'],
  coordinator: ['coord'],
  operator: ['oper'],
};

const rulesOf = (route: RouteId): RouteContract => contract[route];
/** Also a caller who is allowed, but too early or too late. */
const allows = (route: RouteId, caller: CallerKind): boolean => ![401, 403, 404].includes(statusOf(route, caller));

/** The contract says "person" for these routes. The table lists all callers who are signed in. */
const forAllPeople: readonly RouteId[] = ['me', 'acceptInvitation'];

/**
 * The contract names operators for these routes, which serve them only the reports that no coordinator may see. The report of the table is not
 * one of those.
 */
const unlessHidden: readonly RouteId[] = ['showReport', 'editReport'];

describe('the role table', () => {
  it.each(routeIds)('[sec-roles-1] has a complete row for %s', (route) => {
    for (const caller of callerKinds) expect(statusOf(route, caller)).toBeGreaterThanOrEqual(200);
  });

  it.each(routeIds.filter((route) => !forAllPeople.includes(route)))(
    'allows on %s the callers that the contract names',
    (route) => {
      const { callers } = rulesOf(route);
      const isOpen = callers.every((one) => one === 'anyone');
      for (const kind of ['partner', 'seeker', 'volunteer', 'coordinator', 'operator'] as const)
        expect([kind, people[kind].some((caller) => allows(route, caller))]).toEqual([
          kind,
          isOpen || (callers.includes(kind) && !(kind === 'operator' && unlessHidden.includes(route))),
        ]);
    },
  );

  it.each(routeIds)('answers on %s with the statuses that the contract documents', (route) => {
    const { answers } = rulesOf(route);
    const successes = callerKinds.map((caller) => statusOf(route, caller)).filter((status) => status < 300);
    expect(successes.filter((status) => !(status in answers))).toEqual([]);
  });

  it('[sec-roles-2] allows no call without a credential except on public routes', () => {
    for (const route of routeIds) {
      const isOpen = rulesOf(route).callers.every((one) => one === 'anyone');
      expect([route, statusOf(route, 'none')]).toEqual([route, isOpen ? 200 : 401]);
      expect([route, statusOf(route, 'revoked')]).toEqual([route, isOpen ? 200 : 401]);
    }
  });

  it('allows no call in another space except on public routes and for operators', () => {
    const elsewhere = cells.filter(({ place, caller, expected: status }) => place !== 'own' && caller !== 'oper' && status < 300);
    expect([...new Set(elsewhere.map(({ route }) => route))]).toEqual(['showSpace', 'listResources', 'declineOffer']);
    expect(routeIds.filter((route) => expected(route, 'oper', 'nowhere') < 300)).toEqual([]);
  });
});
