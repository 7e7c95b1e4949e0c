/**
 * What each kind of caller is answered on every route: the one place that says so. The table is about objects in the caller's own
 * space. `expected` derives from it, by five rules, the answer about objects in another space and about absent objects.
 */
import { contract, type RouteId } from '../../shared/contract/contract.ts';

/** Every kind of caller, in the order of the columns, with the words of a failing test. */
export const callers = {
  none: 'a caller without a credential',
  partner: 'the partner who asked',
  partner2: 'another partner of the space, who did not ask',
  noright: 'a key of the partner without the right that the route takes',
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
  stranger: 'a signed-in person without any role',
} as const;

export type CallerKind = keyof typeof callers;

/**
 * Status by route and caller. `·` is 404: the caller may see nothing there. A seeker's route answers no signed-in person except a
 * volunteer of the talk. A suspended volunteer keeps the current talk and gets nothing new. An invitation is for the person who
 * has its code.
 */
const table = `
  route                none  partner  partner2  noright  revoked  testkey  seeker  seeker2  ended  vol  vol2  susp  volX  coord  coordX  oper  stranger
  showService           200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  health                200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  openapi               200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  asyncapi              200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  showSpace             200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200
  listResources         200    200       200      200      200      200      200     200     200   200   200   200   200   200     200    200    200

  ask                   401    202       202      403      401      403      403     403     403   403   403   403   403   403     403    403    403
  match                 401    202       202      403      401      403      403     403     403   403   403   403   403   403     403    403    403
  showRequest           401    200        ·       403      401      403      200      ·      200    ·     ·     ·     ·     ·       ·      ·      ·
  stillHere             401    204        ·       403      401      403      204      ·      204    ·     ·     ·     ·     ·       ·      ·      ·
  sayNotSafe            401    200        ·       403      401      403      200      ·      409    ·     ·     ·     ·     ·       ·      ·      ·
  talkLive              401    201        ·       403      401      403      201      ·      201    ·     ·     ·     ·     ·       ·      ·      ·
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
  showAvailability      401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·
  volunteerLive         401     ·         ·        ·       401       ·        ·       ·       ·    201   201   201    ·     ·       ·      ·      ·
  listOffers            401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·
  nextOffer             401     ·         ·        ·       401       ·        ·       ·       ·    200   200   409    ·     ·       ·      ·      ·
  acceptOffer           401     ·         ·        ·       401       ·        ·       ·       ·    200   409   409    ·     ·       ·      ·      ·
  declineOffer          401     ·         ·        ·       401       ·        ·       ·       ·    204   204   204    ·     ·       ·      ·      ·
  listMyConversations   401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·
  editMe                401     ·         ·        ·       401       ·        ·       ·       ·    200   200   200    ·     ·       ·      ·      ·
  leaveSpace            401     ·         ·        ·       401       ·        ·       ·       ·    202   202   202    ·     ·       ·      ·      ·

  showSettings          401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·     200     ·
  listCoordinators      401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·     200     ·
  listSpaces            401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200     200    200     ·
  editSpace             401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·     200     ·
  confirmResources      401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  addVolunteer          401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    201      ·      ·      ·
  listVolunteers        401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  showVolunteer         401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  editVolunteer         401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  deleteVolunteer       401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    202      ·      ·      ·
  inviteAgain           401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    201      ·      ·      ·
  board                 401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  boardLive             401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    201      ·      ·      ·
  days                  401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  listReports           401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·     200     ·
  showReport            401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  editReport            401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  listBlocks            401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  liftBlock             401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    204      ·      ·      ·
  listEscalations       401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  showEscalation        401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  editEscalation        401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  reachVolunteers       401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  showFeedback          401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·
  audit                 401     ·         ·        ·       401       ·        ·       ·       ·     ·     ·     ·     ·    200      ·      ·      ·

  createSpace           401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    201    403
  addCoordinator        401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  removeCoordinator     401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    204    403
  createPartner         401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    201    403
  listPartners          401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  showPartner           401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  editPartner           401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  createKey             401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    201    403
  listKeys              401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    200    403
  revokeKey             401    403       403      403      401      403      403     403     403   403   403   403   403   403     403    204    403

  createPartnerEndpoint       401     201       ·        403      401      403     403      403     403   403   403   403   403    403    403    201     403
  listPartnerEndpoints        401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  showPartnerEndpoint         401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  editPartnerEndpoint         401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  deletePartnerEndpoint       401     204       ·        403      401      403     403      403     403   403   403   403   403    403    403    204     403
  verifyPartnerEndpoint       401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  rotatePartnerEndpointSecret 401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  testPartnerEndpoint         401     202       ·        403      401      403     403      403     403   403   403   403   403    403    403    202     403
  recoverPartnerEndpoint      401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  listPartnerDeliveries       401     200       ·        403      401      403     403      403     403   403   403   403   403    403    403    200     403
  replayPartnerDelivery       401     202       ·        403      401      403     403      403     403   403   403   403   403    403    403    202     403

  createSpaceEndpoint         401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     201     ·      ·       ·
  listSpaceEndpoints          401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  showSpaceEndpoint           401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  editSpaceEndpoint           401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  deleteSpaceEndpoint         401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     204     ·      ·       ·
  verifySpaceEndpoint         401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  rotateSpaceEndpointSecret   401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  testSpaceEndpoint           401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     202     ·      ·       ·
  recoverSpaceEndpoint        401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  listSpaceDeliveries         401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     200     ·      ·       ·
  replaySpaceDelivery         401      ·        ·         ·       401       ·       ·        ·       ·     ·     ·     ·     ·     202     ·      ·       ·
`;

export const callerKinds = keysOf(callers);
export const routeIds = keysOf(contract);

/**
 * Where the named object is. `smuggled`: another space's object under the caller's own space. `strayed`: the caller's object
 * under another space.
 */
export type Place = 'own' | 'foreign' | 'smuggled' | 'strayed' | 'absent' | 'nowhere';

const statuses = read(table);

/** The status in the table. */
export function statusOf(route: RouteId, caller: CallerKind): number {
  const status = statuses.get(`${route} ${caller}`);
  if (status === undefined) throw new Error(`the table has no status for ${caller} on ${route}`);
  return status;
}

/**
 * Throws for a cell that is not a status, for an incomplete row and for a row of an unknown route. A test finds a route without a
 * row.
 */
function read(text: string): ReadonlyMap<string, number> {
  const [heads = [], ...rows] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/u));
  if (heads.slice(1).join(' ') !== callerKinds.join(' ')) throw new Error('the columns differ from the callers');
  const cells = rows.flatMap(([route = '', ...row]) => {
    if (!(route in contract) || row.length !== callerKinds.length)
      throw new Error(`${route} is an unknown route, or its row is incomplete`);
    return row.map((cell, at) => [`${route} ${callerKinds[at]}`, cell === '·' ? 404 : statusIn(cell)] as const);
  });
  return new Map(cells);
}

function statusIn(cell: string): number {
  if (!/^[245]\d\d$/u.test(cell)) throw new Error(`${cell} is not a status`);
  return Number(cell);
}

function keysOf<T extends object>(of: T): readonly (keyof T & string)[] {
  const isKey = (name: string): name is keyof T & string => name in of;
  return Object.keys(of).filter(isKey);
}

const partners: readonly CallerKind[] = ['partner', 'partner2', 'noright', 'testkey'];
const inOwnSpace: readonly Place[] = ['own', 'smuggled', 'absent'];

/**
 * What a caller is answered about an object, by its place. The rules, in this order:
 * 1. Without a valid credential: 401, before any object is read.
 * 2. A route that is open to all is open everywhere. Operators may call their routes everywhere.
 * 3. A caller who may not use a route anywhere gets 403. A partner's key gets it only in its own spaces; elsewhere it gets 404.
 * 4. The answer to an offer that is not the volunteer's does not say whether the offer exists: gone, or declined.
 * 5. All other calls: 404.
 */
export function expected(route: RouteId, caller: CallerKind, place: Place): number {
  const own = statusOf(route, caller);
  if (place === 'own') return own;
  // Spaces are public, so a new request in an absent space may say that the space does not exist.
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
  return statusOf(route, 'oper') < 300 && statusOf(route, 'coord') === 403 && statusOf(route, 'partner') === 403;
}
