/** What gets out. */
import { alone, app, doors, edge } from './hole.ts';
import type { Hole } from './hole.ts';

const canaries = doors('after an evening of canaries');

export const leaks: readonly Hole[] = [
  {
    what: 'that somebody is not safe is logged',
    file: `${app}/talk-requests/ask.ts`,
    find: '  if (talk.value.fresh) await wake(',
    replace:
      "  ports.log.write({ code: 'asked', fields: { space: command.space, notSafeNow: command.body.notSafeNow } });\n  if (talk.value.fresh) await wake(",
    tests: canaries,
  },
  {
    what: 'the message of a bug is logged',
    file: `${edge}/stack.ts`,
    find: ".replace(error?.message ?? '', '')",
    replace: '',
    tests: alone('bug-log'),
  },
  {
    what: 'what a seeker writes is kept unsealed',
    file: `${app}/talk-requests/ask.ts`,
    find: '{ opening: ports.vault.seal(body.opening, `opening ${asker.id}`) }',
    replace: '{ opening: body.opening }',
    tests: canaries,
  },
  {
    what: 'a pseudonym is kept as it came',
    file: `${app}/digests.ts`,
    find: "return vault.mac('subject', space, partner, subject);",
    replace: 'return subject;',
    tests: canaries,
  },
  {
    what: 'a partner’s key is kept as it is',
    file: `${app}/operations/key-token.ts`,
    find: "return vault.mac('partner-key', token);",
    replace: 'return token;',
    tests: canaries,
  },
  {
    what: 'each side is shown the other’s way in',
    file: `${app}/conversations/conversation-view.ts`,
    find: "who === 'volunteer' ? match.join.volunteerUrl : match.join.seekerUrl",
    replace: "who === 'volunteer' ? match.join.seekerUrl : match.join.volunteerUrl",
    tests: canaries,
  },
  {
    what: 'a refusal repeats the names of unknown fields',
    file: `${edge}/input.ts`,
    find: "issue.code === 'unrecognized_keys' ? 'There is a field here that this takes not.' : issue.message",
    replace: 'issue.message',
    tests: canaries,
  },
  {
    what: 'the text of a report outlives an erased request',
    file: `${app}/talk-requests/erase.ts`,
    find: 'const { conversation: _conversation, text: _text, ...kept } = report;',
    replace: 'const { text: _text, ...kept } = report;',
    tests: canaries,
  },
  {
    what: 'a volunteer’s seat remembers a request that is gone',
    file: 'shared/domain/seat.ts',
    find: 'return won.length === after.won.length ? after : ',
    replace: 'return won.length <= after.won.length ? after : ',
    tests: canaries,
  },
  {
    what: 'the sweep leaves what it should forget',
    file: `${app}/matching/reconcile.ts`,
    find: '!isGone(talk.value, now)',
    replace: 'isGone(talk.value, now)',
    tests: canaries,
  },
  {
    what: 'a request of another space that is gone answers that it is',
    file: `${app}/digests.ts`,
    find: "vault.mac('tombstone', space, id)",
    replace: "vault.mac('tombstone', id)",
    tests: doors('does not say of another space'),
  },
  {
    what: 'the board counts reports for whomever they name',
    file: `${app}/board/board.ts`,
    find: ' && !names(report, self.value)',
    replace: '',
    tests: { file: 'test/unit/app-cases.test.ts', named: 'bypass whoever they name' },
  },
];
