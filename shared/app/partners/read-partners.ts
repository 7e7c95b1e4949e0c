/** Operators read partners. */
import type { Problem } from '../../contract/problems.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import type { Tagged } from '../resource/tagged.ts';
import { listedPartnerRecord, partnerRecord } from '../store/home-records.ts';
import { homeKeys, partnersPk } from '../store/keys.ts';
import { loadMany } from '../store/transact.ts';
import { partnerOr404 } from './load-partner.ts';
import { partnerViewOf, type PartnerView } from './partner-view.ts';

export interface ListPartners extends PageWanted {
  readonly caller: Caller;
}

/** All partners, page by page. The order has no meaning. 400 for a cursor of another list, 401, 403. */
export async function listPartners(ports: Ports, command: ListPartners): Promise<Result<Listed<PartnerView>, Problem>> {
  const who = operator(command.caller);
  if (!who.ok) return who;
  const page = await listPage(ports, { table: 'home', pk: partnersPk, record: listedPartnerRecord }, command);
  if (!page.ok) return page;
  const keys = page.value.items.map(({ partner }) => homeKeys.partner(partner));
  const partners = await loadMany(ports, keys, partnerRecord);
  return partners.ok ? ok({ ...page.value, items: partners.value.map(partnerViewOf) }) : partners;
}

/** One partner, with the ETag that an edit needs. 401, 403, 404. */
export async function showPartner(
  ports: Ports,
  command: { readonly caller: Caller; readonly partner: PartnerId },
): Promise<Result<Tagged<PartnerView>, Problem>> {
  const who = operator(command.caller);
  if (!who.ok) return who;
  const partner = await partnerOr404(ports, command.partner);
  return partner.ok ? ok({ view: partnerViewOf(partner.value), etag: partner.value.rev }) : partner;
}
