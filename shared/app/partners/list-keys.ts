import type { Problem } from '../../contract/problems.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports } from '../../ports.ts';
import { operator, type Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import { partnerKeyRecord } from '../store/home-records.ts';
import { partnerKeyPrefix, partnerPk } from '../store/keys.ts';
import { keyViewOf, type KeyView } from './key-view.ts';
import { partnerOr404 } from './load-partner.ts';

export interface ListKeys extends PageWanted {
  readonly caller: Caller;
  readonly partner: PartnerId;
}

/** The keys of a partner, revoked ones too, for operators. 400 for a cursor of another list, 401, 403, 404. */
export async function listKeys(ports: Ports, command: ListKeys): Promise<Result<Listed<KeyView>, Problem>> {
  const who = operator(command.caller);
  if (!who.ok) return who;
  const partner = await partnerOr404(ports, command.partner);
  if (!partner.ok) return partner;
  const pk = partnerPk(command.partner);
  const page = await listPage(ports, { table: 'home', pk, prefix: partnerKeyPrefix, record: partnerKeyRecord }, command);
  return page.ok ? ok({ ...page.value, items: page.value.items.map(keyViewOf) }) : page;
}
