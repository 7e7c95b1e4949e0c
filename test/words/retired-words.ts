/** Words that the project no longer uses, and the places where one may still stand. */

/**
 * A word, and what stands in its place. A word in small letters also counts in identifiers (`seekerCourier`), file names and the plural.
 * A word with a capital, a hyphen or a slash counts only as written.
 */
export const retiredWords: Readonly<Record<string, string>> = {
  deferrable: 'sheddable',
  'put off': 'shed',
  courier: 'event counter',
  misfit: 'violation',
  vault: 'crypto',
  grave: 'tombstone',
  story: 'talk aggregate',
  stories: 'talk aggregates',
  'matching/settle': 'matching/apply-due',
  paging: 'call-out',
  'pages at once': 'calloutsAtOnce',
  'not-heard-of': 'not-seen-lately',
  'coming-back': 'come-back token',
  'could-serve': 'serviceability',
  'apart-from-blocked': 'recheck-blocks',
  goesAt: 'deleteAt',
  freeAt: 'availableAt',
  heardAt: 'lastSeenAt',
  onKeys: 'idempotencyKeys',
  asStored: 'reread',
  placeClass: 'position bucket',
  storm: 'chaos',
  violence: 'resilience',
  siege: 'scenario',
  doors: 'security',
  planted: 'seeded',
  'npm run simulate': 'npm run simulation',
  'npm run mutate': 'npm run mutation',
  'sim/': 'policy-simulator/',
  keeper: 'watchdog',
  vessel: 'worker host',
  cargo: 'options',
  closers: 'disposables',
  turnstile: 'semaphore',
  dice: 'random',
  crew: 'workers',
  kanarie: 'canary',
  aushang: 'publicNotice',
};

/** Pronouns that documents do not use: the noun of the glossary says which person is meant. */
export const pronouns: readonly string[] = ['whom', 'whomever', 'whoever', 'somebody', 'anybody', 'everybody', 'nobody'];

type Excuse = {
  readonly word: string;
  readonly reason: string;
} & (
  | { /** Files whose path starts with this. */ readonly file: string; readonly inside?: never }
  | { /** Only inside this text, in every file. */ readonly inside: string; readonly file?: never }
);

export const excuses: readonly Excuse[] = [
  { word: 'nobody', inside: 'nobody-on', reason: 'a reason code of the API' },
  { word: 'nobody', inside: 'nobody-could-serve', reason: 'the name of a problem of the API' },
  { word: 'nobody', inside: '`nobody`:', reason: 'a value of `unmet` in the API' },
  { word: 'could-serve', inside: 'nobody-could-serve', reason: 'the name of a problem of the API' },
  { word: 'violence', file: 'shared/domain/support/', reason: 'the topic of helplines' },
  ...['deferrable', 'courier', 'pages at once', 'not-heard-of', 'storm', 'violence', 'planted', 'nobody'].map((word) => ({
    word,
    file: 'CHANGELOG.md',
    reason: 'it says what was renamed',
  })),
  ...['sim/', 'npm run simulate'].map((word) => ({ word, file: 'docs/adr/0022-', reason: 'the decision to rename it' })),
];
