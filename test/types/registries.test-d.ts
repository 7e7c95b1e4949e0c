/** Problems and log lines that must not compile, checked by `tsc` as in `binding.test-d.ts`. */
import type { LogEvent } from '../../shared/log-events.ts';
import type { Problem } from '../../shared/contract/problems.ts';

export const rightProblem: Problem = { code: 'space-closed', members: { closedBecause: 'outside-hours', opensAt: null } };
// @ts-expect-error the members of the problem are missing
export const noMembers: Problem = { code: 'space-closed' };
// @ts-expect-error these are the members of another problem
export const wrongMembers: Problem = { code: 'space-closed', members: { unmet: ['role'] } };
// @ts-expect-error this problem has no members
export const tooManyMembers: Problem = { code: 'gone', members: { opensAt: null } };

export const rightLine: LogEvent = { code: 'race-lost', fields: { outcome: 'lost', tried: 1 } };
// @ts-expect-error no log line has this code
export const wrongCode: LogEvent = { code: 'race-won', fields: { outcome: 'lost', tried: 1 } };
// @ts-expect-error this log line has no field for a text
export const wrongField: LogEvent = { code: 'race-lost', fields: { outcome: 'lost', tried: 1, opening: 'hello' } };
