/** Running on one machine: `npm start` beside other work, and after a restart. */
import { byTest, type Draft } from '../bug.ts';

export const local: readonly Draft[] = [
  {
    id: 'busy-space-is-gone',
    what: 'a restart takes a demo space that a busy service does not show for gone, and makes another one',
    edits: [{ anchor: 'if ($shown.status !== 404) throw new Error($text);', replacement: '' }],
    caughtBy: byTest('bug-busy-space'),
  },
  {
    id: 'start-gives-up-when-busy',
    what: 'a start ends at the first call that a busy service sheds',
    edits: [{ anchor: 'patientClient(earshotClient({ url: $url }), $patience)', replacement: 'earshotClient({ url: $url })' }],
    caughtBy: byTest('bug-busy-start', '503 of the service'),
  },
  {
    id: 'unreadable-keys-are-made-anew',
    what: 'a file of keys that cannot be read is written anew',
    edits: [
      { anchor: 'if ($error instanceof SyntaxError || isMissing($error)) return undefined;', replacement: 'return undefined;' },
    ],
    caughtBy: byTest('bug-unreadable-file'),
  },
  {
    id: 'starved-worker-is-stuck',
    what: 'a worker that waits for the processor of a busy machine is ended',
    edits: [{ anchor: '$cpuMs - $before.cpuMs > workerStuckMs', replacement: '$cpuMs >= $before.cpuMs' }],
    caughtBy: byTest('bug-starved-worker'),
  },
  {
    id: 'push-to-http-api',
    what: 'functions push to the HTTP API, because both APIs have the same address',
    edits: [
      {
        anchor: "$scheme === 'wss' ? this.addresses.sockets.replace(/^http/, 'ws') : this.addresses.sockets",
        replacement: "$scheme === 'wss' ? this.addresses.sockets.replace(/^http/, 'ws') : this.addresses.api",
      },
    ],
    caughtBy: byTest('bug-two-apis', 'execute-api.us-east-1.amazonaws.com/live'),
  },
  {
    id: 'push-does-not-keep',
    what: 'a connection that gets pushes and says nothing counts as idle',
    edits: [{ anchor: '$connection.idle.refresh();', within: 'Connections', replacement: '' }],
    caughtBy: byTest('bug-push-idle', 'a push'),
  },
  {
    id: 'gone-push-acknowledged',
    what: 'a push to a connection whose handshake is not over is acknowledged',
    edits: [
      {
        anchor: "if (!$connections.push($id, $text)) return $refuse(410, 'GoneException');",
        replacement: '$connections.push($id, $text);',
      },
    ],
    caughtBy: byTest('bug-push-too-early'),
  },
];
