/** Credentials are accepted where they must be refused. */
import { byTest, type Draft } from '../bug.ts';

export const credentials: readonly Draft[] = [
  {
    id: 'revoked-key-accepted',
    what: 'a revoked key is accepted',
    edits: [{ anchor: '$wrong || $key.revokedAt !== undefined', replacement: '$wrong' }],
    caughtBy: byTest('sec-matrix-1', 'revoked'),
  },
  {
    id: 'no-check-after-wait',
    what: 'the credential is not checked again after a long poll',
    edits: [
      {
        anchor:
          'const $still = await $authenticate($ports, $event, $clock()); return $still.ok ? ok({ outcome: $outcome, waited: true }) : $still;',
        replacement: 'return ok({ outcome: $outcome, waited: true });',
      },
    ],
    caughtBy: byTest('sec-at-once-2'),
  },
  {
    id: 'access-remembered',
    what: 'a space remembers that it once let a person in',
    edits: [
      {
        anchor:
          'const $found = await load($ports, homeKeys.coordinator($space, $who.value.subject), coordinatorRecord); if (!$found.ok) return $found; return $found.value === undefined ? err(notFound) : ok($who.value);',
        replacement:
          'const $found = await load($ports, homeKeys.coordinator($space, $who.value.subject), coordinatorRecord); if (!$found.ok) return $found; const letIn = ((globalThis as { letIn?: Set<string> }).letIn ??= new Set()); if ($found.value !== undefined) letIn.add($space); return letIn.has($space) ? ok($who.value) : err(notFound);',
      },
    ],
    caughtBy: byTest('sec-warm-1'),
  },
  {
    id: 'expired-token-accepted',
    what: 'an expired token is accepted',
    edits: [{ anchor: 'const clockToleranceSeconds = 30;', replacement: 'const clockToleranceSeconds = 3_000_000_000;' }],
    caughtBy: byTest('sec-token-2'),
  },
  {
    id: 'foreign-audience-accepted',
    what: 'a token for another service is accepted',
    edits: [{ anchor: "if (!$meant.some(($one) => $audiences.includes($one))) return 'invalid';", replacement: '' }],
    caughtBy: byTest('sec-token-2'),
  },
  {
    id: 'foreign-issuer-accepted',
    what: 'a token of another issuer is accepted',
    edits: [
      { anchor: '{ issuer: $issuer, algorithms: $algorithms, $$$rest }', replacement: '{ algorithms: $algorithms, $$$rest }' },
    ],
    caughtBy: byTest('sec-token-2'),
  },
  {
    id: 'id-token-accepted',
    what: 'an ID token is accepted as an access token',
    edits: [{ anchor: "token_use: z.literal('access').optional()", replacement: '...{}' }],
    caughtBy: byTest('sec-token-2'),
  },
  {
    id: 'scope-prefix-is-operator',
    what: 'a scope that only begins like the operator scope makes an operator',
    edits: [{ anchor: "$scope.split(' ').includes(operatorScope)", replacement: '$scope.includes(operatorScope)' }],
    caughtBy: byTest('sec-token-7'),
  },
  {
    id: 'issuer-redirect-followed',
    what: 'a redirect of the issuer is followed',
    edits: [{ anchor: "redirect: 'error'", replacement: '...{}' }],
    caughtBy: byTest('sec-issuer-1'),
  },
  {
    id: 'issuer-answer-unbounded',
    what: 'an endless answer of the issuer is read to its end',
    edits: [{ anchor: "if ($bytes > issuerBytesMax) throw new Error('the issuer says more than it should');", replacement: '' }],
    caughtBy: byTest('sec-issuer-1'),
  },
  {
    id: 'secrets-compared-by-operator',
    what: 'secrets are compared character by character',
    edits: [{ anchor: 'timingSafeEqual(sha256($a), sha256($b))', replacement: '$a === $b' }],
    caughtBy: byTest('sec-constant-time-1'),
  },
  {
    id: 'seeker-token-compared-by-operator',
    what: 'the token of a seeker is compared character by character',
    edits: [
      {
        anchor: '!$crypto.equal($token, tokenFor($crypto, $purpose, $id.data))',
        replacement: '$token !== tokenFor($crypto, $purpose, $id.data)',
      },
    ],
    caughtBy: byTest('bug-constant-time-token'),
  },
  {
    id: 'cursor-opens-any-list',
    what: 'a cursor of one list opens another list',
    edits: [{ anchor: "$crypto.mac('cursor', $list, $position)", replacement: "$crypto.mac('cursor', $position)" }],
    caughtBy: byTest('bug-capability-swapped'),
  },
  {
    id: 'come-back-token-for-others',
    what: 'another caller can use a come-back token',
    edits: [{ anchor: '$unknown || $from.caller !== $asker.caller', within: 'comingBack', replacement: '$unknown' }],
    caughtBy: byTest('sec-come-back-1'),
  },
  {
    id: 'invitation-used-twice',
    what: 'a second person can use an invitation',
    edits: [{ anchor: "if ($invitation.usedBy !== undefined) return err({ code: 'invitation-used' });", replacement: '' }],
    caughtBy: byTest('bug-invitation-once'),
  },
  {
    id: 'secret-failure-kept-by-reader',
    what: 'the reader of the secret keeps its first failure',
    edits: [
      {
        anchor: '$readAt = $now(); $reading = undefined;',
        within: 'secretReader',
        replacement: '$readAt = $now(); if ($known !== undefined) $reading = undefined;',
        beside: 'if ($known === undefined) throw $error;',
      },
    ],
    caughtBy: byTest('bug-secret-reader'),
  },
  {
    id: 'secret-read-once',
    what: 'a process that has read the secret keeps it although it was changed',
    edits: [{ anchor: '$now() - $readAt < secretFreshMs', within: 'secretReader', replacement: '$now() >= $readAt' }],
    caughtBy: byTest('bug-secret-changed'),
  },
];
