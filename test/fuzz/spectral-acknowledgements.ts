/** The accepted findings of Spectral: which, where, why they are accepted, and what protects instead. Other findings fail the test. */
interface Acknowledgement {
  readonly rule: string;
  /** Matches the path of a finding, with its parts joined by spaces. No part has a space. */
  readonly where: RegExp;
  readonly reason: string;
  readonly instead: string;
}

export const acknowledgements: readonly Acknowledgement[] = [
  {
    rule: 'oas3-unused-component',
    where: /^components schemas (Problem|MethodNotAllowedProblem|TicketNotValidProblem)$/u,
    reason:
      'Clients read any problem by `Problem`, no operation describes the answer to a method that no path has, and a socket tells of its ticket.',
    instead:
      'each operation names the documents of its own problems, and the tests read every answer by the document of its type.',
  },
  {
    rule: 'owasp:api8:2023-define-error-responses-401',
    where:
      /^paths (\/|\/v1\/health|\/v1\/(?:openapi|asyncapi)\.json|\/v1\/spaces\/\{space\}|\/v1\/spaces\/\{space\}\/resources) get responses$/u,
    reason: 'These six routes are open to every caller. They read no credential, so they refuse none.',
    instead: 'they show only public data. The matrix of callers and the fuzzer compare them with the contract.',
  },
  {
    rule: 'owasp:api4:2023-rate-limit',
    where: /^(paths \S+ (?:get|put|post|patch|delete) responses 2\d\d|components responses \w+)( headers)?$/u,
    reason:
      'Only new talk requests have a separate quota. Other routes have no quota to report, and an invented figure would mislead.',
    instead:
      'the stage has a throttle, every function sheds in a stated order, 429 and 503 carry Retry-After, and `ask` and `match` report their quota.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where:
      / (name|spaceName|label( anyOf 0)?|purpose|kept|accessibility|opening|text|note|notice|publisher|audience|checkedBy anyOf 0|hours anyOf 0|(groundRules properties items|limits|questions|texts) items)$/u,
    reason: 'People write or read these texts in any script: a pattern would refuse the language or the name of some people.',
    instead:
      'each has a limit in characters, half characters are replaced, and what seekers write is encrypted. None is logged or echoed, which the fuzzer checks in every answer.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / (title|detail|pointer|asks)$/u,
    reason: 'The service writes these sentences.',
    instead: 'the fuzzer compares each with the sentence in the contract, and finds no echo in any.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / content text\/csv schema$/u,
    reason: 'A table as text: its cells are the dates and numbers of the JSON answer.',
    instead: 'the cells are made from an answer that fits its schema.',
  },
  {
    rule: 'owasp:api4:2023-string-limit',
    where: / content text\/csv schema$/u,
    reason: 'Its length follows from the number of its rows.',
    instead: 'the answer that it is made from has a limit of days.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: /^components schemas Resource properties languages items$/u,
    reason: 'An entry that a space stored with an earlier version may name a language in another way, and is shown all the same.',
    instead: 'each has a limit in characters, and what a coordinator sends now is a language tag.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / number( anyOf \d)?$/u,
    reason:
      'A pattern cannot tell whether a phone number can be dialled: that needs calling codes, lengths, and blocks for short codes.',
    instead: 'a rule with its own tests checks each number, and each has a limit in characters.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: /^paths \S+\/endpoints(\/\{endpoint\})? \w+ requestBody content application\/json schema properties url$/u,
    reason: 'A pattern cannot tell whether an address is that of a public host.',
    instead:
      'the judge of addresses has tables of its own, the sender judges every address again when it connects, and each has a limit.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: / (subject|comeBack|hint|version|requestId|propertyNames|parameters \d schema)$/u,
    reason:
      'Opaque texts of other systems (a pseudonym, a `sub`, a code, an id of the gateway), or texts for people (a hint, a version).',
    instead: 'each has a limit in characters, and what callers send is kept only as a keyed digest.',
  },
];
