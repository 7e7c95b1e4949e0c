/** Findings of Spectral that stay: which, where, why they are not mended, and what protects instead. What is not here fails the test. */
interface Acknowledgement {
  readonly rule: string;
  /** Of the path of a finding, its parts joined by spaces; no part itself has one. */
  readonly where: RegExp;
  readonly reason: string;
  readonly instead: string;
}

export const acknowledgements: readonly Acknowledgement[] = [
  {
    rule: 'owasp:api8:2023-define-error-responses-401',
    where: /^paths (\/v1\/health|\/v1\/openapi\.json|\/v1\/spaces\/\{space\}|\/v1\/spaces\/\{space\}\/resources) get responses$/u,
    reason: 'These four are for anybody: they look at no credential, so they refuse none.',
    instead: 'they show what is public only, which the matrix of callers and the fuzzer hold against the contract.',
  },
  {
    rule: 'owasp:api4:2023-rate-limit',
    where: /^(paths \S+ (?:get|put|post|patch|delete) responses 2\d\d|components responses \w+)( headers)?$/u,
    reason: 'Only asking to talk has a quota of its own; elsewhere there is nothing to tell, and a made-up figure would mislead.',
    instead:
      'the stage has a throttle, every function sheds in a stated order, 429 and 503 carry Retry-After, and `ask` and `match` tell their quota.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where:
      / (name|spaceName|purpose|kept|accessibility|opening|text|note|notice|publisher|audience|checkedBy anyOf 0|hours anyOf 0|(groundRules properties items|limits|questions) items)$/u,
    reason:
      'People write these, or they are read by people, in any script: a pattern would refuse somebody their language or name.',
    instead:
      'each has a bound in characters, half characters are replaced, what seekers write is sealed, and none is logged or echoed, which the fuzzer holds against every answer.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / (title|detail|pointer)$/u,
    reason: 'Sentences of ours.',
    instead: 'the fuzzer compares each with the one the contract gives, and finds no echo in any.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / number( anyOf \d)?$/u,
    reason:
      'Whether a phone number can be dialled takes more than a pattern: calling codes, lengths, blocks kept for short codes.',
    instead: 'a rule checks each number, with tests of its own, and a bound in characters.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / (subject|comeBack|hint|version|requestId|propertyNames|parameters \d schema)$/u,
    reason:
      'Opaque texts of somebody else (a pseudonym, a `sub`, a code, an id of the gateway), or made for people (a hint, a version).',
    instead: 'each has a bound in characters, and what callers send is kept as a keyed digest only.',
  },
];
