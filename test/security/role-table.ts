/**
 * Who gets what on every route: the one place. The table says what each kind of caller is answered about what there is in their
 * own space; `expected` says by five rules what follows for what is elsewhere or nowhere.
 */
import { contract, type RouteId } from '../../shared/contract/contract.ts';

/** Every kind of caller, in the order of the columns; who they are, as a failing test says it. */
export const callers = {
  none: 'nobody, without a credential',
  partner: 'the partner who asked',
  partner2: 'another partner of the space, who did not ask',
  noright: 'a key of the partner without the right that this takes',
  revoked: 'a revoked key of the partner',
  testkey: 'a test key of the partner, in a space that is no demo',
  seeker: 'the seeker of the request',
  seeker2: 'another seeker of the space',
  ended: 'the seeker of a talk that has ended, about that talk',
  vol: 'the volunteer of the talk, or of the offer',
  vol2: 'another volunteer of the space',
  susp: 'a volunteer suspended in a talk, with an offer open, about that talk and that offer',
  volX: 'a volunteer of another space',
  coord: 'a coordinator of the space',
  coordX: 'a coordinator of another space',
  oper: 'an operator',
  stranger: 'somebody signed in whom nobody knows',
} as const;

export type CallerKind = keyof typeof callers;

/**
 * Status by route and caller. `·` is 404: nothing that this caller may see. A seeker's route never answers a person but a volunteer
 * of the talk; a suspended volunteer keeps the talk they are in and gets nothing new; an invitation is for whoever holds its code.
 */
const table = `
  route                none  partner  partner2  noright  revoked  testkey  seeker  seeker2  ended  vol  vol2  susp  volX  coord  coordX  oper  stranger
  health                200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  openapi               200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  showSpace             200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  listResources         200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200

  ask                   401    202       202      403      401      403      403     403     403   403   403   403   403   403     403    403    403
  match                 401    202       202      403      401      403      403     403     403   403   403   403   403   403     403    403    403
  showRequest           401    200        ·       403      401      403      200      ·      200    ·     ·     ·     ·     ·       ·      ·      ·
  stillHere             401    204        ·       403      401      403      204      ·      204    ·     ·     ·     ·     ·       ·      ·      ·
  cancelRequest         401    200        ·       403      401      403      200      ·      409    ·     ·     ·     ·     ·       ·      ·      ·
  eraseRequest          401    202        ·       403      401      403      202      ·      202    ·     ·     ·     ·     ·       ·      ·      ·

  showConversation      401    200        ·       403      401      403      200      ·      200   200    ·    200    ·     ·       ·      ·      ·
  setJoin               401    200        ·       403      401      403       ·       ·       ·     ·     ·     ·     ·     ·       ·      ·      ·
  hereInConversation    401    204        ·       403      401      403      204      ·      409   204    ·    204    ·     ·       ·      ·      ·
  rematch               401    409        ·       403      401      403      409      ·      409   409    ·    409    ·     ·       ·      ·      ·
  giveFeedback          401     ·         ·       403      401      403      201      ·      201   201    ·    201    ·     ·       ·      ·      ·
  report                401     ·         ·       403      401      403      201      ·      201   201    ·    201    ·     ·       ·      ·      ·
  block                 401     ·         ·       403      401      403      201      ·      201   201    ·    201    ·     ·       ·      ·      ·
  endConversation       401    200        ·       403      401      403      200      ·      200   200    ·    200    ·    200      ·      ·      ·

  me                    401    401       401      401      401      401      401     401     401   200   200   200   200   200     200    200    200
  acceptInvitation      401    401       401      401      401      401      401     401     401   422   422   422   200   200     200    200    200
  setAvailability       401     ·         ·        ·       401       ·        ·       ·       ·    200   200   409    ·     ·       ·      ·      ·
  listOffers            401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·
  nextOffer             401     ·         ·        ·       401       ·        ·       ·       ·    204   204   409    ·     ·       ·      ·      ·
  acceptOffer           401     ·         ·        ·       401       ·        ·       ·       ·    200   409   409    ·     ·       ·      ·      ·
  declineOffer          401     ·         ·        ·       401       ·        ·       ·       ·    204   204   204    ·     ·       ·      ·      ·
  listMyConversations   401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·
  editMe                401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·

  editSpace             401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·     200     ·
  confirmResources      401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  addVolunteer          401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    201      ·      ·      ·
  listVolunteers        401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  showVolunteer         401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  editVolunteer         401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  board                 401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  listReports           401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  editReport            401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  listEscalations       401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  editEscalation        401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  audit                 401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·

  createSpace           401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    201    403
  addCoordinator        401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  removeCoordinator     401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    204    403
  createPartner         401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    201    403
  createKey             401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    201    403
  listKeys              401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  revokeKey             401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    204    403
`;

export const callerKinds = keysOf(callers);
export const routeIds = keysOf(contract);

/** Where what a call names is: `smuggled`, another space's object under the own space; `strayed`, the own object under another's. */
export type Place = 'own' | 'foreign' | 'smuggled' | 'strayed' | 'absent' | 'nowhere';

const statuses = read(table);

/** What the table says. */
export function statusOf(route: RouteId, caller: CallerKind): number {
  const status = statuses.get(`${route} ${caller}`);
  if (status === undefined) throw new Error(`nobody has said what ${caller} is answered on ${route}`);
  return status;
}

/** Throws for a cell that is no status, a row that is not whole, and one of no route; a route without a row is caught by its test. */
function read(text: string): ReadonlyMap<string, number> {
  const [heads = [], ...rows] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/u));
  if (heads.slice(1).join(' ') !== callerKinds.join(' ')) throw new Error('the columns are not the callers');
  const cells = rows.flatMap(([route = '', ...row]) => {
    if (!(route in contract) || row.length !== callerKinds.length)
      throw new Error(`${route} is no route, or its row is not whole`);
    return row.map((cell, at) => [`${route} ${callerKinds[at]}`, cell === '·' ? 404 : statusIn(cell)] as const);
  });
  return new Map(cells);
}

function statusIn(cell: string): number {
  if (!/^[245]\d\d$/u.test(cell)) throw new Error(`${cell} is no status`);
  return Number(cell);
}

function keysOf<T extends object>(of: T): readonly (keyof T & string)[] {
  const isKey = (name: string): name is keyof T & string => name in of;
  return Object.keys(of).filter(isKey);
}

const partners: readonly CallerKind[] = ['partner', 'partner2', 'noright', 'testkey'];
const inOwnSpace: readonly Place[] = ['own', 'smuggled', 'absent'];

/**
 * What a caller is answered about what is in a place. In this order:
 * 1. Whoever brings no credential, or one that is none, is told so before anything is looked for.
 * 2. What is open to anybody is open to anybody everywhere, and operators may do everywhere what they may do at all.
 * 3. Who may not do a thing anywhere is told so; a partner's key only where it is bound, and elsewhere it finds nothing.
 * 4. A volunteer's answer to an offer that is not theirs says nothing of whether there is one: gone, and declined.
 * 5. For everybody else there is nothing.
 */
export function expected(route: RouteId, caller: CallerKind, place: Place): number {
  const own = statusOf(route, caller);
  if (place === 'own') return own;
  // Spaces are public: that there is no such space is told to anybody who asks to talk in it.
  if (route === 'ask' && place === 'nowhere' && caller !== 'revoked') return 404;
  if (own === 401) return own;
  const isOpen = statusOf(route, 'none') < 300;
  if ((isOpen || caller === 'oper') && own < 300) return place === 'foreign' ? own : 404;
  if (own === 403) return partners.includes(caller) && !inOwnSpace.includes(place) && !isForOperators(route) ? 404 : own;
  if (own !== 404 && inOwnSpace.includes(place) && route === 'acceptOffer') return 409;
  if (own !== 404 && inOwnSpace.includes(place) && route === 'declineOffer') return 204;
  return 404;
}

function isForOperators(route: RouteId): boolean {
  return statusOf(route, 'oper') < 300 && statusOf(route, 'coord') === 403;
}
