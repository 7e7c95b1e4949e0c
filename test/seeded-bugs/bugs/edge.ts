/** The HTTP edge accepts wrong requests or sends wrong answers. */
import { byFuzz, byTest, type Draft } from '../bug.ts';

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
    caughtBy: byTest('bug-input-parsed'),
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
        anchor: 'export const labels = z.array(label).max(listEntriesMax).overwrite(distinctLabels);',
        replacement: 'export const labels = z.array(label).overwrite(distinctLabels);',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'number-not-whole',
    what: 'a number need not be whole or in its range',
    edits: [
      {
        anchor: 'rating: z.int().min(1).max(ratingMax).optional()',
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
        anchor: '{ pointer: $pointer, detail: `Unknown field.${$detail}` }',
        beside: '$keys.filter($is)',
        replacement: '{ pointer: $pointer, detail: `Unknown field: ${$keys.join()}.${$detail}` }',
      },
    ],
    caughtBy: byTest('bug-names-unrepeated'),
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
    edits: [{ anchor: '$error.issues.flatMap($each).slice(0, fieldErrorsMax)', replacement: '$error.issues.flatMap($each)' }],
    caughtBy: byFuzz,
  },
  {
    id: 'body-read-before-size',
    what: 'a body is read before its size is checked',
    edits: [
      {
        anchor:
          "const $packed = bodyBytes($event); if ($packed === undefined) return { json: undefined, problem: { code: 'too-large' } };",
        replacement:
          "const $packed = bodyBytes($event); if ($packed === undefined) return { json: JSON.parse(Buffer.from($event.body ?? '', $event.isBase64Encoded ? 'base64' : 'utf8').toString()), problem: { code: 'too-large' } };",
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'body-size-unchecked',
    what: 'a body may have any size',
    edits: [
      {
        anchor:
          "const $packed = bodyBytes($event); if ($packed === undefined) return { json: undefined, problem: { code: 'too-large' } };",
        replacement: "const $packed = Buffer.from($event.body ?? '', $event.isBase64Encoded ? 'base64' : 'utf8');",
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'media-type-unchecked',
    what: 'a body may have any media type',
    edits: [
      {
        anchor: "return $isJson ? undefined : { code: 'unsupported-media-type' };",
        replacement: 'return undefined;',
      },
    ],
    caughtBy: byFuzz,
  },
  {
    id: 'invalid-utf8-repaired',
    what: 'bytes that are not UTF-8 are repaired',
    edits: [{ anchor: 'return isUtf8($bytes) ? undefined : invalid($text);', replacement: 'return undefined;' }],
    caughtBy: byFuzz,
  },
  {
    id: 'byte-order-mark-hides-help',
    what: 'the help block does not understand a body with a byte order mark',
    edits: [{ anchor: "new TextDecoder('utf-8')", replacement: "new TextDecoder('utf-8', { ignoreBOM: true })" }],
    caughtBy: byTest('bug-body-decoded-once'),
  },
  {
    id: 'help-only-for-valid-bodies',
    what: 'the help block reads only bodies that the route accepts',
    edits: [
      {
        anchor: 'return { json: $json.ok ? $json.value : undefined, ...($problem === undefined ? {} : $more) };',
        replacement: 'return $problem === undefined && $json.ok ? { json: $json.value } : { json: undefined, ...$more };',
      },
    ],
    caughtBy: byTest('bug-body-refused-helps'),
  },
  {
    id: 'unpacked-size-unchecked',
    what: 'a packed body may have any size when it is unpacked',
    edits: [{ anchor: '$undo($bytes, { maxOutputLength: bodyBytesMax })', replacement: '$undo($bytes, {})' }],
    caughtBy: byTest('bug-body-refused'),
  },
  {
    id: 'weak-tag-allows-edit',
    what: 'a weak entity tag allows an edit',
    edits: [{ anchor: '({ isWeak: $isWeak }) => !$isWeak', replacement: '() => true' }],
    caughtBy: byTest('bug-entity-tags'),
  },
  {
    id: 'quoted-star-is-any-tag',
    what: 'an entity tag `"*"` counts as any tag',
    edits: [{ anchor: "$counts($tag) && $tag.opaque !== '*'", replacement: '$counts($tag)' }],
    caughtBy: byTest('bug-entity-tags'),
  },
  {
    id: 'stranger-judged-first',
    what: 'the input of a caller without a credential is judged before the 401',
    edits: [
      {
        anchor:
          "if ($caller.value.kind === 'nobody' && !$route.contract.callers.includes('anyone')) throw new Refused(unauthenticated);",
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-401-first'),
  },
  {
    id: 'guessable-key-accepted',
    what: 'a caller without a credential may send a key that counts up',
    edits: [{ anchor: 'return isCounted($key) || isRepeated($key);', replacement: 'return false;' }],
    caughtBy: byTest('bug-guessable-key'),
  },
  {
    id: 'subject-of-stranger-accepted',
    what: 'a caller without a credential may name a user',
    edits: [
      {
        anchor: 'return $command.body.subject === undefined ? ok() : err(unnamed);',
        replacement: 'return ok();',
      },
    ],
    caughtBy: byTest('sec-asking-4'),
  },
  {
    id: 'strangers-share-one-quota',
    what: 'all callers without a partner share one quota',
    edits: [
      {
        anchor: '$counted(networkGroup($ports.crypto, { space: $space, network: $caller.network, period: `minute ${$window}` }))',
        replacement: "$counted('direct')",
      },
    ],
    caughtBy: byTest('sec-quota-1'),
  },
  {
    id: 'network-fills-queue',
    what: 'one network may take every place of a queue',
    edits: [{ anchor: 'return takePlace($ports, $who, $when);', replacement: 'return ok();' }],
    caughtBy: byTest('sec-quota-3'),
  },
  {
    id: 'repeated-ask-over-quota-refused',
    what: 'a repeated request is refused when the quota is used up',
    edits: [
      {
        anchor: 'if ($known !== undefined) return $known;',
        within: 'attempt',
        beside: 'create($ports, $command, $judged.value, $now)',
        replacement:
          'const spent = await $command.spend(); if (!spent.ok) return spent; if ($known !== undefined) return $known;',
      },
    ],
    caughtBy: byTest('sec-quota-5'),
  },
  {
    id: 'refused-asks-lock-out',
    what: 'refused requests use up the quota of right ones',
    edits: [{ anchor: "{ name: 'refused-asks', times: refusedAsksTimes }", replacement: "{ name: 'asks', times: 1 }" }],
    caughtBy: byTest('sec-quota-4', 'a network'),
  },
  {
    id: 'refusal-hides-quota',
    what: 'a refusal does not say what is left of the quota',
    edits: [{ anchor: 'quota: $problem.quota', replacement: 'quota: undefined' }],
    caughtBy: byTest('bug-quota-told'),
  },
  {
    id: 'head-with-body',
    what: 'the answer to HEAD has a body',
    edits: [
      {
        anchor: "$event.requestContext.http.method === 'HEAD' || $body === undefined ? $head : $whole",
        replacement: '$body === undefined ? $head : $whole',
      },
    ],
    caughtBy: byTest('bug-head'),
  },
  {
    id: 'member-beside-schema',
    what: 'a problem has a member that its type does not name',
    edits: [
      {
        anchor: 'type: problemType($problem.code)',
        beside: 'instance: `urn:earshot:request:${$event.requestContext.requestId}`',
        replacement: 'code: $problem.code, type: problemType($problem.code)',
      },
    ],
    caughtBy: byTest('bug-401-first'),
  },
  {
    id: 'missing-field-unnamed',
    what: 'a union is refused without saying which field is wrong',
    edits: [
      {
        anchor: "if ($issue.code === 'invalid_union' && $issue.errors.length > 0) return closest($issue.errors, $about, $path);",
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-field-errors'),
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
    caughtBy: byTest('bug-input-parsed'),
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
    caughtBy: byTest('bug-help-of-refusal'),
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
    caughtBy: byTest('bug-unknown-path'),
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
