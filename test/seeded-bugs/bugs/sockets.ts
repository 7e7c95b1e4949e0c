/** Live: sockets, their tickets and what they are told. */
import { byTest, type Draft } from '../bug.ts';

export const sockets: readonly Draft[] = [
  {
    id: 'gone-is-failed',
    what: 'a push to a socket that is not open counts as failed, so the socket is tried for ever',
    edits: [{ anchor: "if (goneNames.has($name)) return 'gone';", replacement: '' }],
    caughtBy: byTest('bug-push-gone'),
  },
];
