/**
 * The folders of the tree as data: what each is for, what it may import, and which stands on which. `test/tidy.test.ts` holds every
 * import against it, types included; the table of docs/architecture.md is printed from it by `node tools/architecture-table.ts`.
 */
export interface Part {
  /** A folder, with a slash at its end, or a file. Of several that contain a file, the longest counts. */
  readonly path: string;
  readonly purpose: string;
  /** Beginnings of what it may import beside itself: paths from the root, or names of packages. */
  readonly mayImport: readonly string[];
}

export const parts: readonly Part[] = [
  {
    path: 'infra/',
    purpose: 'the CDK app, one construct per concern',
    mayImport: [
      'shared/names.ts',
      'shared/log-events.ts',
      'shared/contract/contract.ts',
      'shared/contract/headers.ts',
      'shared/domain/limits.ts',
      'shared/domain/outside/limits.ts',
      'shared/domain/silent-events.ts',
      'cdk.json',
      'package.json',
      'aws-cdk-lib',
      'constructs',
      'cdk-nag',
      'esbuild',
      'zod',
      'node:',
    ],
  },
  {
    path: 'functions/',
    purpose: 'the Lambdas, each a factory in `handler.ts`; `http/` is their edge, `http/routes/` the handlers by resource',
    mayImport: ['shared/', '@middy/', 'jose', 'zod', 'aws-lambda', 'node:'],
  },
  {
    path: 'shared/domain/',
    purpose: 'pure: entities, transitions, eligibility, policy, hours, support, estimate, limits',
    mayImport: ['zod'],
  },
  {
    path: 'shared/contract/',
    purpose: 'one row for each route; functions, infrastructure, clients, OpenAPI and shedding are read from it',
    mayImport: ['shared/domain/', 'shared/names.ts', 'zod'],
  },
  {
    path: 'shared/app/',
    purpose: 'use cases: `(ports, command, now) → Result`',
    mayImport: ['shared/domain/', 'shared/contract/', 'shared/log-events.ts', 'shared/ports.ts', 'shared/names.ts', 'zod'],
  },
  {
    path: 'shared/ports.ts',
    purpose: 'what use cases need',
    mayImport: ['shared/domain/', 'shared/log-events.ts', 'shared/names.ts'],
  },
  { path: 'shared/names.ts', purpose: 'the names that functions and template share, once', mayImport: [] },
  {
    path: 'shared/log-events.ts',
    purpose: 'every event of the log, with its code and fields',
    mayImport: ['shared/domain/', 'shared/contract/'],
  },
  {
    path: 'shared/adapters/',
    purpose: 'what every adapter shares: clock, log, ids, rules of the store',
    mayImport: ['shared/domain/', 'shared/log-events.ts', 'shared/names.ts', 'shared/ports.ts', '@smithy/', 'zod', 'node:'],
  },
  {
    path: 'shared/adapters/dynamodb/',
    purpose: 'the store and the rate counters in DynamoDB',
    mayImport: [
      'shared/adapters/',
      'shared/domain/',
      'shared/names.ts',
      'shared/ports.ts',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/lib-dynamodb',
      'zod',
      'node:',
    ],
  },
  {
    path: 'shared/adapters/sqs/',
    purpose: 'the wake queue in SQS',
    mayImport: ['shared/adapters/', 'shared/domain/', 'shared/ports.ts', '@aws-sdk/client-sqs', 'node:'],
  },
  {
    path: 'shared/adapters/sns/',
    purpose: 'notices of cases in SNS',
    mayImport: ['shared/adapters/', 'shared/domain/', 'shared/ports.ts', '@aws-sdk/client-sns'],
  },
  {
    path: 'shared/adapters/sockets/',
    purpose: 'frames to sockets of API Gateway',
    mayImport: ['shared/adapters/', 'shared/ports.ts', '@aws-sdk/client-apigatewaymanagementapi', 'node:'],
  },
  {
    path: 'shared/adapters/secret/',
    purpose: 'the secret of the service',
    mayImport: ['shared/adapters/', '@aws-sdk/client-secrets-manager', 'zod', 'node:'],
  },
  {
    path: 'shared/adapters/crypto/',
    purpose: 'sealing, digests and tokens',
    mayImport: ['shared/adapters/', 'shared/ports.ts', 'node:'],
  },
  {
    path: 'shared/adapters/outside/',
    purpose: 'sends messages to addresses that people outside of the service chose',
    mayImport: ['shared/adapters/', 'shared/domain/', 'shared/ports.ts', '@aws-sdk/client-lambda', 'node:'],
  },
  {
    path: 'shared/adapters/memory/',
    purpose: 'every port in memory, for tests and the simulation',
    mayImport: [
      'shared/adapters/',
      'shared/domain/',
      'shared/log-events.ts',
      'shared/names.ts',
      'shared/ports.ts',
      'zod',
      'node:',
    ],
  },
  {
    path: 'local/',
    purpose: 'runs the synthesized template on one machine',
    mayImport: [
      'client/',
      'random/',
      'shared/contract/',
      'shared/names.ts',
      '@aws-sdk/client-',
      'aws-lambda',
      'fauxqs',
      'jose',
      'ws',
      'zod',
      'node:',
    ],
  },
  {
    path: 'client/',
    purpose: 'the typed client: a call names a route of the contract; over the network, or another transport',
    mayImport: ['shared/contract/', 'shared/domain/', 'zod'],
  },
  {
    path: 'actors/',
    purpose: 'seekers and volunteers as programs that use only the API: for the demo, the simulation, chaos and resilience',
    mayImport: ['client/', 'random/'],
  },
  {
    path: 'demo/',
    purpose: 'an evening, through the public API',
    mayImport: [
      'actors/',
      'client/',
      'local/',
      'random/',
      'shared/contract/',
      'shared/domain/',
      'shared/names.ts',
      'policy-simulator/workload/figures.ts',
      'zod',
      'node:',
    ],
  },
  {
    path: 'random/',
    purpose: 'random numbers from a seed and what is drawn from them, for tests, simulations, the demo and injected faults',
    mayImport: [],
  },
  {
    path: 'policy-simulator/',
    purpose: 'compares matching policies on simulated days',
    mayImport: ['random/', 'shared/domain/', 'highs', 'munkres', 'zod', 'node:'],
  },
  {
    path: 'tools/',
    purpose: 'prints what documents and the help are compared with',
    mayImport: ['shared/domain/', 'rolldown/utils', 'node:'],
  },
];

export interface Levels {
  /** The folder whose files and folders stand on one another. */
  readonly folder: string;
  /** From the top down. What is on a level imports only from the levels below it; every folder, and file beside them, is on one. */
  readonly levels: readonly (readonly string[])[];
}

export const levels: readonly Levels[] = [
  {
    folder: 'shared/app',
    levels: [
      ['live'],
      ['offers', 'me'],
      ['board', 'availability', 'conversations', 'spaces', 'audit', 'reach', 'blocks', 'webhooks'],
      ['matching', 'volunteers', 'partners', 'cases', 'feedback'],
      ['talk-requests', 'resource'],
      ['statistics', 'long-poll', 'access'],
      ['store'],
    ],
  },
];
