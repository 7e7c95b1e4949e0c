/** Who may do what to whom, left open. */
import { app, doors } from './hole.ts';
import type { Hole } from './hole.ts';

export const rights: readonly Hole[] = [
  {
    what: 'a request is found in whatever space one names',
    file: `${app}/stories.ts`,
    find: 'if (found.value.space !== space) return err(notFound);',
    replace: '',
    tests: doors('is bound to its request'),
  },
  {
    what: 'a partner sees what another partner asked for',
    file: `${app}/talk-requests/access.ts`,
    find: "if (caller.kind === 'partner' && talk.value.partner !== caller.partner) return err(notFound);",
    replace: '',
    tests: doors('refuses partner2'),
  },
  {
    what: 'a seeker sees the requests of others',
    file: `${app}/talk-requests/access.ts`,
    find: "(caller.kind === 'seeker' && caller.request !== request)",
    replace: 'false',
    tests: doors('refuses seeker2'),
  },
  {
    what: 'a volunteer takes part in every conversation of the space',
    file: `${app}/conversations/access.ts`,
    find: 'if (me.ok && match.volunteer === me.value.volunteer.id)',
    replace: 'if (me.ok)',
    tests: doors('refuses vol2'),
  },
  {
    what: 'a coordinator takes part in conversations',
    file: `${app}/conversations/access.ts`,
    find: 'command.coordinators === undefined ? undefined : await',
    replace: 'await',
    tests: doors('refuses coord'),
  },
  {
    what: 'the coordinator of one space is that of all',
    file: `${app}/callers.ts`,
    find: 'return found.value === undefined ? err(notFound) : ok(who.value);',
    replace: 'return ok(who.value);',
    tests: doors('refuses coordX'),
  },
  {
    what: 'whoever is signed in is an operator',
    file: `${app}/callers.ts`,
    find: "caller.kind !== 'person' || !caller.operator",
    replace: "caller.kind !== 'person'",
    tests: doors('refuses stranger'),
  },
  {
    what: 'a key acts in spaces it is not bound to',
    file: `${app}/callers.ts`,
    find: 'if (!caller.spaces.includes(space.id)) return err(notFound);',
    replace: '',
    tests: doors('refuses partner what'),
  },
  {
    what: 'the right of a key is not checked',
    file: `${app}/callers.ts`,
    find: '!caller.rights.includes(right) || (caller.test',
    replace: '(caller.test',
    tests: doors('refuses noright'),
  },
  {
    what: 'a test key asks for real volunteers',
    file: `${app}/callers.ts`,
    find: ' || (caller.test && !space.demo)',
    replace: '',
    tests: doors('refuses testkey'),
  },
  {
    what: 'a suspended volunteer comes on again',
    file: 'shared/domain/volunteer.ts',
    find: "if (of.status !== 'active') found.push({ reason: 'not-active' });",
    replace: '',
    tests: doors('is a volunteer who was suspended'),
  },
  {
    what: 'whoever is suspended keeps the offers that are open',
    file: 'shared/domain/transitions/availability.ts',
    find: 'left.length === 0 || !facts.active || ',
    replace: 'left.length === 0 || ',
    tests: doors('is a volunteer who was suspended'),
  },
];
