/** What was said about talks, in groups. */
import { showFeedback as show } from '../../../shared/app/feedback/show-feedback.ts';
import { shown } from '../responders.ts';
import type { Handler } from '../route.ts';

export const showFeedback: Handler<'showFeedback'> = async ({ ports, now, caller, params, query }) =>
  shown(await show(ports, { caller, ...params, ...query }, now));
