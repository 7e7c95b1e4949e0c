/** Messages to addresses that people outside of the service chose. */
import { byTest, type Draft } from '../bug.ts';

export const sender: readonly Draft[] = [
  {
    id: 'one-public-address-is-enough',
    what: 'a name is connected to if one of its addresses is public, though another one is not',
    edits: [{ anchor: '!$found.every($judge)', within: 'lookupWith', replacement: '!$found.some($judge)' }],
    caughtBy: byTest('sec-sender-4', '127.0.0.1'),
  },
  {
    id: 'connection-not-judged',
    what: 'a connection is not judged again by the address that it really has',
    edits: [{ anchor: 'if (!isAllowed($way, $socket)) $request.destroy(new NotResolved(refused));', replacement: '' }],
    caughtBy: byTest('sec-sender-5'),
  },
  {
    id: 'inner-address-in-a-longer-form',
    what: 'an IPv6 address that holds an inner IPv4 address counts as public',
    edits: [{ anchor: "global6.check($address, 'ipv6')", replacement: 'true' }],
    caughtBy: byTest('bug-inner-address', '7f00:1'),
  },
  {
    id: 'endpoint-at-any-port',
    what: 'messages are sent to any port, such as that of a database',
    edits: [{ anchor: "if ($port !== '') return 'has-port';", replacement: '' }],
    caughtBy: byTest('bug-endpoint-url', 'example:22'),
  },
  {
    id: 'answer-read-to-its-end',
    what: 'the body of an answer is read, however long it is',
    edits: [{ anchor: '$answer.destroy();', within: 'attempt', replacement: '$answer.resume();' }],
    caughtBy: byTest('sec-sender-8'),
  },
  {
    id: 'signed-without-its-id',
    what: 'the id of a message is not signed, so one message can be sent again under another id',
    edits: [{ anchor: 'Buffer.from(`${$id}.${$time}.${$body}`)', replacement: 'Buffer.from(`${$time}.${$body}`)' }],
    caughtBy: byTest('bug-signed-text'),
  },
  {
    id: 'old-secret-signs-alone',
    what: 'while one secret replaces another, messages are signed with the first one only',
    edits: [
      {
        anchor: '$secrets.map(($one) => signature($text, $one))',
        replacement: '$secrets.slice(0, 1).map(($one) => signature($text, $one))',
      },
    ],
    caughtBy: byTest('bug-rotation'),
  },
  {
    id: 'message-sent-three-times',
    what: 'a message whose sender fails is sent again at once, twice',
    edits: [{ anchor: 'maxAttempts: 1', replacement: 'maxAttempts: 3' }],
    caughtBy: byTest('bug-sent-once', 'throttled'),
  },
  {
    id: 'sender-with-environment',
    what: 'the function that meets strangers has an environment',
    edits: [{ anchor: "access[$name] === 'nothing' ? {} : $environment", replacement: '$environment' }],
    caughtBy: byTest('sec-functions-5'),
  },
  {
    id: 'erasure-hides-deliveries',
    what: 'the receipt of an erasure does not say that webhook endpoints were told of the request',
    edits: [{ anchor: 'deliveries: $endpoints.value > 0', replacement: 'deliveries: false' }],
    caughtBy: byTest('bug-erasure-deliveries'),
  },
];
