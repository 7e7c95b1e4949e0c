/** The HTTP edge accepts wrong requests or sends wrong answers. */
import { byFuzz, type Draft } from '../bug.ts';

export const edge: readonly Draft[] = [
  {
    id: 'body-not-strict',
    what: 'a body accepts unknown fields',
    edits: [{ anchor: 'const feedbackBody = z.strictObject($fields);', replacement: 'const feedbackBody = z.object($fields);' }],
    caughtBy: byFuzz,
  },
  {
    id: 'query-not-strict',
    what: 'a query accepts unknown parameters',
    edits: [{ anchor: 'const noQuery = z.strictObject({});', replacement: 'const noQuery = z.object({});' }],
    caughtBy: byFuzz,
  },
  {
    id: 'text-unbounded',
    what: 'a text has no maximum length',
    edits: [
      {
        anchor: 'opening: z.string().min(1).max(openingCharsMax).optional()',
        replacement: 'opening: z.string().min(1).optional()',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'list-unbounded',
    what: 'a list has no maximum length',
    edits: [
      {
        anchor: 'export const labels = z.array(label).max(listEntriesMax);',
        replacement: 'export const labels = z.array(label);',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'number-not-whole',
    what: 'a number need not be whole or in its range',
    edits: [
      {
        anchor: 'rating: z.int().min(1).max(5).optional()',
        within: 'feedbackBody',
        replacement: 'rating: z.number().optional()',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'error-names-unknown-field',
    what: 'an error names the unknown field',
    edits: [
      {
        anchor: "$issue.code === 'unrecognized_keys' ? $text : $issue.message",
        replacement: '$issue.message',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'pointer-repeats-record-keys',
    what: 'a pointer repeats the keys of a record',
    edits: [
      {
        anchor: "typeof $part === 'number' || $names.has(String($part)) ? String($part) : '*'",
        replacement: 'String($part)',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'problem-repeats-path',
    what: 'a problem repeats the path of the request',
    edits: [
      {
        anchor: 'instance: `urn:earshot:request:${$event.requestContext.requestId}`',
        replacement: 'instance: `${$event.rawPath}#${$event.requestContext.requestId}`',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'errors-unbounded',
    what: 'a problem lists every single mistake',
    edits: [{ anchor: '$error.issues.slice(0, fieldErrorsMax)', replacement: '$error.issues.slice()' }],
    caughtBy: byFuzz,
  },
  {
    id: 'body-read-before-size',
    what: 'a body is read before its size is checked',
    edits: [
      {
        anchor: "JSON.parse(bodyBytes($event)?.toString() ?? '')",
        replacement: "JSON.parse(Buffer.from($event.body ?? '', $event.isBase64Encoded ? 'base64' : 'utf8').toString())",
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'body-size-unchecked',
    what: 'a body may have any size',
    edits: [
      {
        anchor: "const $bytes = bodyBytes($event); if ($bytes === undefined) return err({ code: 'too-large' });",
        replacement: 'const $bytes = bodyBytes($event); if ($bytes === undefined) return ok($event.body);',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'media-type-unchecked',
    what: 'a body may have any media type',
    edits: [
      {
        anchor: "if (!$json.test($event.headers['content-type'] ?? '')) return err({ code: 'unsupported-media-type' });",
        replacement: '',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'invalid-utf8-repaired',
    what: 'bytes that are not UTF-8 are repaired',
    edits: [{ anchor: "new TextDecoder('utf-8', { fatal: true })", replacement: "new TextDecoder('utf-8')" }],
    caughtBy: byFuzz,
  },
  {
    id: 'half-surrogate-accepted',
    what: 'half a character is accepted',
    edits: [
      {
        anchor: 'surrogateEscape.test($text) ? JSON.parse($text, wholeCharacters) : JSON.parse($text)',
        replacement: 'JSON.parse($text)',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'idempotency-key-unchecked',
    what: 'an idempotency key may hold anything',
    edits: [
      {
        anchor: '$key.length > idempotencyKeyCharsMax || !/^[\\x21-\\x7e]+$/u.test($key)',
        replacement: '$key.length > 1_000_000',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'path-decoded-unsafely',
    what: 'a path is decoded without handling a broken encoding',
    edits: [{ anchor: '$pattern.test($event.rawPath)', replacement: '$pattern.test(decodeURIComponent($event.rawPath))' }],
    caughtBy: byFuzz,
  },
  {
    id: 'invalid-id-is-bug',
    what: 'an invalid id is reported as a bug',
    edits: [
      {
        anchor:
          "const $parsed = $schema.safeParse($event.pathParameters ?? {}); return $parsed.success ? ok($parsed.data) : err({ code: 'not-found' });",
        replacement: 'return ok($schema.parse($event.pathParameters ?? {}));',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'refusal-without-help',
    what: 'a refusal has no help numbers',
    edits: [
      {
        anchor: 'return { after: $add, onError: $add };',
        within: 'support',
        replacement: 'return { after: $add };',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'unknown-path-without-help',
    what: 'the answer to an unknown path has no help numbers',
    edits: [
      {
        anchor: 'if (!$response || ($error instanceof Refused && $route?.contract.support === false)) return;',
        replacement: 'if (!$response || $route === undefined) return;',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'malformed-credential-ignored',
    what: 'a malformed credential is treated as no credential',
    edits: [
      {
        anchor: 'if ($token === undefined || $token.length > credentialCharsMax) return err(unauthenticated);',
        replacement: "if ($token === undefined || $token.length > credentialCharsMax) return ok({ kind: 'nobody' });",
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'inherited-attribute-found',
    what: 'a preference called `constructor` finds an attribute',
    edits: [{ anchor: 'Object.hasOwn($has, $name) && $found', replacement: '$found' }],
    caughtBy: byFuzz,
  },
  {
    id: 'refused-edit-audited',
    what: 'a refused edit is written to the audit',
    edits: [
      {
        anchor: "if (!$call.ifMatch.some(($tag) => $tag === '*' || $tag === $rev)) return err({ code: 'stale' });",
        beside: 'const $rows = auditRows($ports.ids, $call.audit, $call.now);',
        replacement:
          "if (!$call.ifMatch.some(($tag) => $tag === '*' || $tag === $rev)) { await $ports.store.commit(auditPuts($ports.ids, $rows)); return err({ code: 'stale' }); }",
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'view-has-extra-field',
    what: 'an answer shows a field that the contract does not name',
    edits: [
      {
        anchor:
          'return { id: $id, mode: $mode, spaces: $spaces, rights: $rights, hint: $hint, createdAt: toIso($createdAt), ...$revoked };',
        replacement:
          'return Object.assign({ id: $id, mode: $mode, spaces: $spaces, rights: $rights, hint: $hint, createdAt: toIso($createdAt), ...$revoked }, { used: 0 });',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'long-poll-never-ends',
    what: 'a long poll never ends',
    edits: [
      {
        anchor: 'while ($clock() < $end && !$until($outcome)) { $$$body; }',
        replacement: 'while ($clock() > 0 && !$until($outcome)) { $$$body }',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'refusal-logs-path',
    what: 'a refusal logs the path of the request',
    edits: [
      {
        anchor: 'const { status: $status, title: $title, detail: $detail } = problems[$problem.code];',
        beside: 'instance: `urn:earshot:request:${$event.requestContext.requestId}`',
        replacement:
          'const { status: $status, title: $title, detail: $detail } = problems[$problem.code]; console.log($event.rawPath);',
      },
    ],
    caughtBy: byFuzz,
  },
];
