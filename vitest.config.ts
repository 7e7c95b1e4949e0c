import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The folders of tests whose files are of more than one kind, or that have a kind of their own. */
const folder = {
  contract: 'test/contract',
  infrastructure: 'test/infra',
  runner: 'test/local',
  policySimulator: 'test/policy-simulator',
  simulation: 'test/simulation',
  endToEnd: 'test/e2e',
  demo: 'test/demo',
  readme: 'test/readme',
  security: 'test/security',
  seededBugs: 'test/seeded-bugs',
  fuzz: 'test/fuzz',
  chaos: 'test/chaos',
  resilience: 'test/resilience',
};

const simulation = `${folder.simulation}/simulation.test.ts`;
const dynamoDbLocal = `${folder.contract}/*dynamodb-local.test.ts`;

/** Milliseconds after which a test counts as one that never ends: a machine that does twenty other things must not come near. */
const hangMs = 180_000;

/** How many seeds the simulation plays, and from which on. An environment variable of the same name goes before it. */
const seeds = (from: number, count: number) => ({
  EARSHOT_SEED: process.env['EARSHOT_SEED'] ?? `${from}`,
  EARSHOT_SEEDS: process.env['EARSHOT_SEEDS'] ?? `${count}`,
});

interface Project {
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Files share one thread, modules included: what costs most in many small files is the import of what they test. */
  readonly isolate?: false;
}

/**
 * Two files at a time, in this order: the longest first, beside it many short ones. Each uses one process, or is mostly asleep, or has
 * threads of its own for seconds; none judges by time what another program on the machine can delay.
 */
const sideBySide: Readonly<Record<string, Project>> = {
  structure: { include: ['test/{tidy,scripts}.test.ts'] },
  'end-to-end': { include: [`${folder.endToEnd}/**/*.test.ts`] },
  demo: { include: [`${folder.demo}/evening.test.ts`] },
  readme: { include: [`${folder.readme}/*.test.ts`] },
  unit: { include: ['test/**/*.test.ts'], isolate: false },
  contract: { include: [`${folder.contract}/**/*.test.ts`], exclude: [dynamoDbLocal] },
  infrastructure: { include: [`${folder.infrastructure}/**/*.test.ts`], isolate: false },
  simulation: { include: [simulation, `${folder.simulation}/determinism.test.ts`], env: seeds(2001, 100) },
  'policy-simulator': { include: [`${folder.policySimulator}/**/*.test.ts`] },
  runner: { include: [`${folder.runner}/**/*.test.ts`] },
  security: {
    include: [`${folder.security}/**/*.test.ts`, `${folder.fuzz}/spectral.test.ts`, 'test/secrets.test.ts'],
  },

  'lost-wakes': { include: [`${folder.chaos}/lost-wakes.test.ts`] },
  seeds: { include: [simulation], env: seeds(1, 2000) },
  'model-checking': { include: [`${folder.simulation}/small-scope.test.ts`] },
  regressions: { include: [`${folder.simulation}/regressions.test.ts`] },
  'dynamodb-local': { include: [dynamoDbLocal] },
  'seeded-bugs': { include: [`${folder.seededBugs}/*-sample.test.ts`] },
};

/** One file at a time, with the machine to itself: they run the whole service as a user would, and judge how long it takes. */
const alone: Readonly<Record<string, Project>> = {
  fuzz: { include: [`${folder.fuzz}/fuzz.test.ts`] },
  chaos: { include: [`${folder.chaos}/{chaos,kill,long-polls}.test.ts`] },
  resilience: { include: [`${folder.resilience}/resilience.test.ts`] },
};

const order = Object.keys({ ...sideBySide, ...alone });

/** A file that no other project names is a unit test, so that none can be left out. */
const otherThanUnit = Object.entries({ ...sideBySide, ...alone }).flatMap(([name, { include }]) =>
  name === 'unit' ? [] : include,
);

const inGroup = (groupOrder: number, maxWorkers: number, projects: Readonly<Record<string, Project>>) =>
  Object.entries(projects).map(([name, { include, exclude = [], env = {}, isolate = true }]) => ({
    test: {
      name,
      include: [...include],
      exclude: ['**/node_modules/**', ...(name === 'unit' ? otherThanUnit : exclude)],
      env,
      isolate,
      maxWorkers,
      pool: isolate ? ('forks' as const) : ('threads' as const),
      sequence: { groupOrder },
      testTimeout: hangMs,
      hookTimeout: hangMs,
    },
  }));

/** Vitest itself runs projects in the order of their names. */
class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => order.indexOf(a.project.name) - order.indexOf(b.project.name));
  }
}

/** `npm test` and `npm run proof` name the projects that they run, in package.json. */
export default defineConfig({
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    sequence: { sequencer: AsListed },
    projects: [...inGroup(1, 2, sideBySide), ...inGroup(2, 1, alone)],
  },
});
