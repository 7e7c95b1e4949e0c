/**
 * Bugs to plant, one at a time, each with the scenario that must catch it: what somebody may get wrong who changes how load is shed,
 * how something is made durable, or how what died is started again. Each `find` occurs once in its file. That every route has the rank it
 * must have is seen by `../shedding.test.ts`, whatever the pressure.
 */
interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Bug {
  readonly what: string;
  readonly scenario: 'load' | 'kills' | 'pauses' | 'full disk' | 'slow engine';
  readonly edits: readonly Edit[];
}

const shedding = 'functions/http/shedding.ts';
const commit = 'shared/adapters/dynamodb/commit.ts';

export const bugs: readonly Bug[] = [
  {
    what: 'who is put off is not told when to come again',
    scenario: 'load',
    edits: [
      {
        file: 'functions/http/answers.ts',
        find: "...(after === undefined ? {} : { 'retry-after': String(after) }),",
        replace: '',
      },
    ],
  },
  {
    what: 'help numbers are put off like a list',
    scenario: 'load',
    edits: [{ file: shedding, find: "listResources: 'never',", replace: "listResources: 'console'," }],
  },
  {
    what: 'who is not safe is put off like the others',
    scenario: 'load',
    edits: [{ file: shedding, find: "if (fields.get('notSafeNow') === true) return undefined;", replace: '' }],
  },
  {
    what: 'nobody is put off',
    scenario: 'load',
    edits: [{ file: shedding, find: 'Math.random() >= shareShed(rank, pressure)', replace: 'shareShed(rank, pressure) >= 0' }],
  },
  {
    what: 'the most urgent are put off first',
    scenario: 'load',
    edits: [
      {
        file: 'functions/http/limits.ts',
        find: 'console: { ms: 400, calls: 5, callers: 3 }',
        replace: 'now: { ms: 400, calls: 5, callers: 3 }',
      },
      {
        file: 'functions/http/limits.ts',
        find: '  now: { ms: 850, calls: 10, callers: 6 }',
        replace: '  console: { ms: 850, calls: 10, callers: 6 }',
      },
    ],
  },
  {
    what: 'cancelling and ending share the cap of a few executions',
    scenario: 'load',
    edits: [
      {
        file: 'infra/earshot-stack.ts',
        find: 'reserved: { waiting, deferrable, matcher }',
        replace: 'reserved: { waiting, deferrable, matcher, seeker: 1 }',
      },
    ],
  },
  {
    what: 'a write is acknowledged before it is done',
    scenario: 'full disk',
    edits: [
      {
        file: commit,
        find: "if (only.kind === 'put') return put(io, only);",
        replace: "if (only.kind === 'put') return void put(io, only).catch(() => undefined), ok();",
      },
    ],
  },
  {
    what: 'the revision that was read is no condition',
    scenario: 'slow engine',
    edits: [
      {
        file: commit,
        find: "ConditionExpression: '#rev = :rev',",
        replace: "ConditionExpression: '#rev = :rev OR #rev <> :rev',",
      },
    ],
  },
  {
    what: 'the engine keeps its data in memory',
    scenario: 'kills',
    edits: [
      { file: 'local/engines/dynamodb.ts', find: "'--db-path', file];", replace: '];' },
      { file: 'local/engines/dynamodb.ts', find: "if (kind === 'dynoxide') keepStreamsQuick(file);", replace: '' },
    ],
  },
  {
    what: 'an engine that died is not started again',
    scenario: 'kills',
    edits: [{ file: 'local/engines/supervise.ts', find: 'if (!stopping) void restart();', replace: '' }],
  },
  {
    what: 'a worker that was killed is still given work',
    scenario: 'kills',
    edits: [
      {
        file: 'local/functions/host.ts',
        find: 'if (sandbox.isOpen) open.push(sandbox);',
        replace: 'if (sandbox) open.push(sandbox);',
      },
    ],
  },
  {
    what: 'a transaction that got no answer is taken for done',
    scenario: 'slow engine',
    edits: [
      {
        file: commit,
        find: 'if (!answer.ok) return transactionFailure(answer.error);',
        replace: "if (!answer.ok) return answer.error.tries.includes('unanswered') ? ok() : transactionFailure(answer.error);",
      },
    ],
  },
  {
    what: 'a write that a full disk refused is taken for done',
    scenario: 'full disk',
    edits: [
      {
        file: commit,
        find: 'if (!answer.ok) return putFailure(item.rev, answer.error);',
        replace: 'if (!answer.ok) return ok();',
      },
    ],
  },
];
