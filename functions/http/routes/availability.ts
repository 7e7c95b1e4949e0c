/** The availability of a volunteer. */
import { showAvailability as show } from '../../../shared/app/availability/explain-availability.ts';
import { setAvailability as set } from '../../../shared/app/availability/set-availability.ts';
import { shown } from '../responders.ts';
import type { Handler } from '../route.ts';

export const setAvailability: Handler<'setAvailability'> = async ({ ports, now, caller, params, body, key }) =>
  shown(await set(ports, { caller, ...params, body, ...(key === undefined ? {} : { key }) }, now));

export const showAvailability: Handler<'showAvailability'> = async ({ ports, now, caller, params }) =>
  shown(await show(ports, { caller, ...params }, now));
