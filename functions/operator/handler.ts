/** The routes of operators: spaces, their coordinators, partners and keys. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import {
  createKey,
  createPartner,
  editPartner,
  listKeys,
  listPartners,
  revokeKey,
  showPartner,
} from '../http/routes/partners.ts';
import { addCoordinator, createSpace, removeCoordinator } from '../http/routes/spaces.ts';

export function operator(context: HttpContext): HttpHandler {
  return api<'operator'>(context, {
    createSpace,
    addCoordinator,
    removeCoordinator,
    createPartner,
    listPartners,
    showPartner,
    editPartner,
    createKey,
    listKeys,
    revokeKey,
  });
}
