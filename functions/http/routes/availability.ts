/** The availability of a volunteer. */
import { setAvailability as set } from '../../../shared/app/availability/set-availability.ts';
import { shown } from '../responders.ts';
import type { Handler } from '../route.ts';

export const setAvailability: Handler<'setAvailability'> = async ({ ports, now, caller, params, body, key }) =>
  shown(await set(ports, { caller, ...params, body, ...(key === undefined ? {} : { key }) }, now));
