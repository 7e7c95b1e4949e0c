/** Notices of cases, as a consumer of the stream and as the run of every minute. */
import { tellOfCases, type CaseTeller } from '../../shared/app/cases/tell-of-cases.ts';
import type { Consumer } from './consumers.ts';

/**
 * A new alert says that it is time to look. A notice that cannot be sent now does not keep the stream waiting: the alerts are in the table, and
 * the run of the next minute sends it, or fails and raises the alarm.
 */
export function caseNotices(teller: CaseTeller): Consumer {
  return {
    name: 'case-notices',
    wants: ({ kind, item }) => kind === 'alert' && item !== undefined,
    take: async (ports, _changes, now) => {
      await tellOfCases(ports, teller, now);
      return [];
    },
  };
}
