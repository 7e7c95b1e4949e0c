/** Callers get rights that they must not have. */
import { byTest, type Draft } from '../bug.ts';

export const rights: readonly Draft[] = [
  {
    id: 'refused-partner-notes-spaces',
    what: 'a refused call about a partner tells its spaces that they have a partner',
    edits: [
      {
        anchor: 'return $writes.length + $others > partnerChangesMax ? err(tooManySpaces) : ok($writes);',
        beside: 'loadMany($ports, $keys, spaceRecord)',
        replacement: 'if ($writes.length > 0) await $ports.store.commit($writes); return ok([]);',
      },
    ],
    caughtBy: byTest('bug-refused-changes-nothing', 'because the store does not answer'),
  },
  {
    id: 'request-in-any-space',
    what: 'a request is found in any space that the caller names',
    edits: [{ anchor: 'if ($found.value.space !== $space) return err(notFound);', replacement: '' }],
    caughtBy: byTest('bug-capability-bound'),
  },
  {
    id: 'partner-sees-other-partner',
    what: 'a partner reads the request of another partner',
    edits: [
      {
        anchor: "return $caller.kind !== 'partner' || $caller.partner === $partner;",
        replacement: 'return true;',
      },
    ],
    caughtBy: byTest('sec-matrix-1', 'partner2'),
  },
  {
    id: 'seeker-sees-others',
    what: 'a seeker reads the requests of others',
    edits: [{ anchor: "($caller.kind === 'seeker' && $caller.request !== $request)", replacement: 'false' }],
    caughtBy: byTest('sec-matrix-1', 'seeker2'),
  },
  {
    id: 'volunteer-in-every-conversation',
    what: 'a volunteer takes part in every conversation of the space',
    edits: [{ anchor: '$me.ok && $match.volunteer === $me.value.volunteer.id', replacement: '$me.ok' }],
    caughtBy: byTest('sec-matrix-1', 'vol2'),
  },
  {
    id: 'coordinator-in-conversations',
    what: 'a coordinator takes part in conversations',
    edits: [{ anchor: '$command.coordinators === undefined ? undefined : $coordinator', replacement: '$coordinator' }],
    caughtBy: byTest('sec-matrix-1', 'coord'),
  },
  {
    id: 'coordinator-of-all-spaces',
    what: 'the coordinator of one space coordinates all spaces',
    edits: [
      {
        anchor: 'return $found.value === undefined ? err(notFound) : ok($who.value);',
        within: 'coordinatorOf',
        replacement: 'return ok($who.value);',
      },
    ],
    caughtBy: byTest('sec-matrix-1', 'coordX'),
  },
  {
    id: 'every-person-an-operator',
    what: 'every person who signed in is an operator',
    edits: [{ anchor: "$caller.kind !== 'person' || !$caller.operator", replacement: "$caller.kind !== 'person'" }],
    caughtBy: byTest('sec-matrix-1', 'stranger'),
  },
  {
    id: 'key-in-other-spaces',
    what: 'a key works in spaces that it is not bound to',
    edits: [{ anchor: 'if (!$caller.spaces.includes($space.id)) return err(notFound);', replacement: '' }],
    caughtBy: byTest('sec-matrix-1', 'partner'),
  },
  {
    id: 'key-right-unchecked',
    what: 'the right of a key is not checked',
    edits: [{ anchor: '!$caller.rights.includes($right) || $test', within: 'partnerMay', replacement: '$test' }],
    caughtBy: byTest('sec-matrix-1', 'noright'),
  },
  {
    id: 'test-key-in-real-space',
    what: 'a test key asks for real volunteers',
    edits: [{ anchor: '$noRight || ($caller.test && !$space.demo)', replacement: '$noRight' }],
    caughtBy: byTest('sec-matrix-1', 'testkey'),
  },
  {
    id: 'suspended-comes-on',
    what: 'a suspended volunteer goes on again',
    edits: [{ anchor: "if ($of.status !== 'active') $found.push({ reason: 'not-active' });", replacement: '' }],
    caughtBy: byTest('sec-at-once-3'),
  },
  {
    id: 'suspended-keeps-offers',
    what: 'a suspended volunteer keeps the open offers',
    edits: [{ anchor: '$left.length === 0 || !$facts.active', replacement: '$left.length === 0' }],
    caughtBy: byTest('sec-at-once-3'),
  },
  {
    id: 'operator-sees-all-reports',
    what: 'an operator reads the reports that coordinators may see',
    edits: [{ anchor: '$hidden.value($report) && !names($report, $self.value)', replacement: '!names($report, $self.value)' }],
    caughtBy: byTest('bug-operator-reports'),
  },
  {
    id: 'old-login-stays',
    what: 'the old login of a volunteer keeps its access',
    edits: [
      {
        anchor: '$known.value?.volunteer === $volunteer ? [membershipRecord.remove($known.value)] : []',
        replacement: '[]',
      },
    ],
    caughtBy: byTest('bug-login-changed'),
  },
  {
    id: 'login-changed-stays-on',
    what: 'a volunteer who gets another login stays on',
    edits: [{ anchor: '$change.off === true ? $off : $changed', replacement: '$changed' }],
    caughtBy: byTest('bug-login-changed'),
  },
  {
    id: 'old-invitation-works',
    what: 'the old code still works after a volunteer was invited again',
    edits: [{ anchor: 'ok($known.value === undefined ? [] : [invitationRecord.remove($known.value)])', replacement: 'ok([])' }],
    caughtBy: byTest('bug-invited-again'),
  },
  {
    id: 'unused-invitation-works',
    what: 'the code that a volunteer never used still works after a coordinator named another login',
    edits: [
      {
        anchor: '[...$former.value, ...$ended.value, linkOf($ports, $before, $subject)]',
        replacement: '[...$former.value, linkOf($ports, $before, $subject)]',
      },
    ],
    caughtBy: byTest('bug-unused-invitation'),
  },
  {
    id: 'leaver-forgotten-in-talk',
    what: 'a volunteer who leaves during a talk is forgotten before its end',
    edits: [{ anchor: 'if ($held.value) return ok($talking);', within: 'seatGone', replacement: '' }],
    caughtBy: byTest('bug-leaving-talk'),
  },
  {
    id: 'report-hidden-from-all',
    what: 'a report that names every coordinator reaches no operator',
    edits: [{ anchor: '$coordinators.every(($self) => names($report, $self))', replacement: '$coordinators.length === 0' }],
    caughtBy: byTest('bug-reports-of-all'),
  },
  {
    id: 'leaver-keeps-login',
    what: 'a volunteer who left keeps a link to the space',
    edits: [
      {
        anchor: '[volunteerRecord.remove($gone), $seatGone, ...$invitation.value, ...$link.value, $row]',
        replacement: '[volunteerRecord.remove($gone), $seatGone, ...$invitation.value, $row]',
      },
    ],
    caughtBy: byTest('bug-leaving'),
  },
  {
    id: 'former-person-unnamed',
    what: 'a report does not name the person who was the volunteer at the time of the talk',
    edits: [{ anchor: '[...new Set([...$present, ...$logins.value.map($subjectOf)])]', replacement: '$present' }],
    caughtBy: byTest('sec-app-cases-3'),
  },
  {
    id: 'key-keeps-lost-space',
    what: 'a key keeps the space that its partner lost',
    edits: [
      {
        anchor: 'return ok({ writes: [$write, $listed, ...$keys.value, ...$notes.value], value: $tagged($entity) });',
        replacement: 'return ok({ writes: [$write, $listed, ...$notes.value], value: $tagged($entity) });',
      },
    ],
    caughtBy: byTest('bug-partner-edited'),
  },
  {
    id: 'key-made-during-edit',
    what: 'a key that is made while its partner loses a space gets that space',
    edits: [{ anchor: 'partnerRecord.unchanged($fresh.value)', replacement: '...[]' }],
    caughtBy: byTest('bug-key-edited-partner'),
  },
];
