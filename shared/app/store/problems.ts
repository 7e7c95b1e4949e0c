/** The refusals that many use cases share. */
import type { Problem } from '../../contract/problems.ts';

/** The caller has no credential, or none that this takes: 401. */
export const unauthenticated: Problem = { code: 'unauthenticated' };

/** There is no such thing, or none that this caller may see: 404. Both have the same answer. */
export const notFound: Problem = { code: 'not-found' };
