/** Every route × every kind of caller × own, foreign and absent object: the answer is what the role table says. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import { problemType, type ProblemSlug } from '../../shared/contract/problems.ts';
import type { RouteId } from '../../shared/contract/contract.ts';
import { addVolunteer } from '../e2e/support/a-volunteer.ts';
import { rightCalls } from '../e2e/support/a-world.ts';
import { callRaw, shownIn, succeeded, succeeds } from '../e2e/support/call.ts';
import type { RawSent } from '../../client/sent.ts';
import type { AnyAnswer } from '../../client/answer.ts';
import { somePeople, aFreshSeeker, type People } from './people.ts';
import { cells, isRefusal, sentOf, told, type Cell } from './cells.ts';
import { foreignIdsIn } from './leaks.ts';
import { callsAtOnce, peopleMsMax, rest } from './limits.ts';
import { callerKinds, callers, routeIds } from './role-table.ts';
import { changes, type Contents } from '../world/tables.ts';
import { theTables } from './tables.ts';

/** The problem for a status, the same for all routes. */
const slugs: Readonly<Record<number, ProblemSlug>> = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found' };

/** The type of a problem. Empty if the answer is no problem. */
function problemIn(answer: AnyAnswer): string {
  return answer.kind === 'refusal' ? answer.document.type : '';
}

/** What is wrong with the answer to a cell, if anything. `call` itself checks the answer against the contract. */
async function judge(cell: Cell, sent: RawSent): Promise<{ readonly answered?: AnyAnswer; readonly wrong: readonly string[] }> {
  const answered = await callRaw(cell.route, sent).catch((error: unknown) => String(error));
  if (typeof answered === 'string') return { wrong: [`${told(cell)}: ${answered}`] };
  const { status } = answered;
  const problem = problemIn(answered);
  const slug = slugs[cell.expected];
  const isRight = status === cell.expected && (slug === undefined || problem === problemType(slug));
  return { answered, wrong: isRight ? [] : [`${told(cell)}: ${status} ${problem}, not ${cell.expected}`] };
}

/** An answer without the parts that differ in every answer. */
function anonymous({ status, headers, text }: AnyAnswer, support: boolean): string {
  const own = ['requestId', 'instance', ...(support ? [] : ['support'])];
  const head = [...headers].filter(
    ([name]) => !['date', 'apigw-requestid', ...(support ? [] : ['content-length'])].includes(name),
  );
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return JSON.stringify([status, head, body], (name, value: unknown) => (own.includes(name) ? null : value));
}

/**
 * 404 answers that a caller could tell apart. Calls that name their own space must get equal bodies. Calls that name another
 * space may differ only in the help resources, which are public.
 */
function distinguishable(refusals: readonly (readonly [Cell, AnyAnswer])[]): readonly string[] {
  const alike = Map.groupBy(
    refusals.filter(([cell]) => cell.expected === 404),
    ([{ route, caller, place }]) => `${route} ${caller} ${['own', 'smuggled', 'absent'].includes(place) ? 'here' : 'there'}`,
  );
  return [...alike].flatMap(([what, answers]) => {
    const here = what.endsWith(' here');
    return new Set(answers.map(([, answered]) => anonymous(answered, here))).size === 1 ? [] : [what];
  });
}

/** Routes that end something for other callers come late. */
const last: readonly RouteId[] = [
  'cancelRequest',
  'endConversation',
  'acceptInvitation',
  'eraseRequest',
  'revokeKey',
  'leaveSpace',
];
const lateness = ({ route }: Cell): number => last.indexOf(route);

/** Routes that can succeed only once get an object of their own. */
async function freshFor(people: People, cell: Cell): Promise<RawSent> {
  const sent = sentOf(people, cell);
  if (cell.route === 'acceptInvitation') {
    const invited = await succeeded(addVolunteer(people.world.space));
    return { ...sent, params: { code: invited.invitation?.code ?? '' } };
  }
  if (cell.route === 'deleteVolunteer') {
    const { id } = await succeeded(addVolunteer(people.world.space));
    return { ...sent, params: { ...sent.params, volunteer: id } };
  }
  if (cell.place === 'own' && (cell.route === 'deletePartnerEndpoint' || cell.route === 'deleteSpaceEndpoint')) {
    const right = rightCalls(people.world);
    const { id } =
      cell.route === 'deletePartnerEndpoint'
        ? await succeeds('createPartnerEndpoint', right.createPartnerEndpoint)
        : await succeeds('createSpaceEndpoint', right.createSpaceEndpoint);
    return { ...sent, params: { ...sent.params, endpoint: id } };
  }
  if (cell.route !== 'eraseRequest' || cell.caller === 'ended') return sent;
  const { as } = await aFreshSeeker(people);
  return { ...sent, params: as.params, token: cell.caller === 'seeker' ? as.token : sent.token };
}

describe('the role table', () => {
  let people: People;
  let before: Contents;
  beforeAll(async () => {
    people = await somePeople();
    before = await (await theTables()).atRest(rest);
  }, peopleMsMax);

  it.each(callerKinds)(
    '[sec-matrix-1] refuses %s every call that it does not allow, and the call changes nothing',
    async (caller) => {
      const refusals = cells.filter((cell) => cell.caller === caller && isRefusal(cell));
      const judged = await inParallel(refusals, callsAtOnce, async (cell) => ({
        cell,
        ...(await judge(cell, sentOf(people, cell))),
      }));
      const after = await (await theTables()).contents();
      const changed = changes(before, after);
      before = after;
      const answers = judged.flatMap(({ cell, answered }) => (answered === undefined ? [] : [[cell, answered] as const]));
      expect(judged.flatMap(({ wrong }) => wrong)).toEqual([]);
      expect(distinguishable(answers)).toEqual([]);
      expect(changed).toEqual([]);
    },
  );

  it('[sec-matrix-2] allows each call that it names, and the answer shows nothing of another tenant', async () => {
    const allowed = cells.filter((cell) => !isRefusal(cell)).toSorted((a, b) => lateness(a) - lateness(b));
    const wrong: string[] = [];
    for (const cell of allowed) {
      const { answered, wrong: found } = await judge(cell, await freshFor(people, cell));
      wrong.push(
        ...found,
        ...foreignIdsIn(people, cell, answered && shownIn(answered)).map((id) => `${told(cell)}: shows ${id}`),
      );
    }
    expect(wrong).toEqual([]);
    const refused = cells.length - allowed.length;
    console.log(
      `role table: ${routeIds.length} routes × ${Object.keys(callers).length} callers: ${cells.length} cells, ${allowed.length} allowed, ${refused} refused`,
    );
  });
});
