import type { Store } from '../../ports.ts';
import { commit } from './commit.ts';
import type { Io } from './io.ts';
import { count, query } from './query.ts';
import { get, getMany } from './read.ts';
import { watchTries } from './attempts.ts';

/**
 * The store on DynamoDB, with a client of `dynamoDbClient`. Create one at cold start. Safe to call concurrently. `query` and
 * `count` throw BadCursor for an `after` that no query returned.
 */
export function dynamoDbStore(io: Io): Store {
  watchTries(io.client);
  return {
    get: (key) => get(io, key),
    getMany: (keys) => getMany(io, keys),
    query: (wanted) => query(io, wanted),
    count: (wanted) => count(io, wanted),
    commit: (writes, deadline) => commit({ ...io, ...(deadline === undefined ? {} : { deadline }) }, writes),
  };
}
