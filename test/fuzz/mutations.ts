/**
 * Bugs to plant, one at a time: what somebody may get wrong at the edge of the service. `find` occurs once in its file.
 * A planted bug that the fuzzer does not catch is a hole in it.
 */
export interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const http = 'functions/http';
const contract = 'shared/contract';
const app = 'shared/app';

export const mutations: readonly Mutation[] = [
  {
    what: 'a body takes fields that it does not know',
    file: `${contract}/conversations.ts`,
    find: 'export const feedbackBody = z.strictObject({',
    replace: 'export const feedbackBody = z.object({',
  },
  {
    what: 'a query takes parameters that it does not know',
    file: `${contract}/common.ts`,
    find: 'export const noQuery = z.strictObject({});',
    replace: 'export const noQuery = z.object({});',
  },
  {
    what: 'a text has no bound',
    file: `${contract}/talk-requests.ts`,
    find: 'opening: z.string().min(1).max(openingCharsMax).optional(),',
    replace: 'opening: z.string().min(1).optional(),',
  },
  {
    what: 'a list has no bound',
    file: 'shared/domain/vocabulary.ts',
    find: 'export const labels = z.array(label).max(listEntriesMax);',
    replace: 'export const labels = z.array(label);',
  },
  {
    what: 'a number need not be whole',
    file: `${contract}/conversations.ts`,
    find: 'rating: z.int().min(1).max(5).optional(),',
    replace: 'rating: z.number().optional(),',
  },
  {
    what: 'an error names the unknown field',
    file: `${http}/input.ts`,
    find: "issue.code === 'unrecognized_keys' ? 'There is a field here that this takes not.' : issue.message",
    replace: 'issue.message',
  },
  {
    what: 'a pointer repeats the names of a record',
    file: `${http}/input.ts`,
    find: "typeof part === 'number' || names.has(String(part)) ? String(part) : '*'",
    replace: 'names.size < 0 ? String(part) : String(part)',
  },
  {
    what: 'a problem says which path was asked for',
    file: `${http}/answers.ts`,
    find: 'instance: `urn:earshot:request:${event.requestContext.requestId}`,',
    replace: 'instance: `${event.rawPath}#${event.requestContext.requestId}`,',
  },
  {
    what: 'there are as many errors as there are mistakes',
    file: `${http}/input.ts`,
    find: '.slice(0, fieldErrorsMax)',
    replace: '.slice()',
  },
  {
    what: 'a body is read before its size is known',
    file: `${http}/api.ts`,
    find: "JSON.parse(bodyBytes(event)?.toString() ?? '')",
    replace: "JSON.parse(Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString())",
  },
  {
    what: 'a body may have any size',
    file: `${http}/input.ts`,
    find: "if (bytes === undefined) return err({ code: 'too-large' });",
    replace: 'if (bytes === undefined) return ok(event.body);',
  },
  {
    what: 'a body may be of any type',
    file: `${http}/input.ts`,
    find: "return err({ code: 'unsupported-media-type' });",
    replace: 'void event;',
  },
  {
    what: 'bytes that are not UTF-8 are mended',
    file: `${http}/input.ts`,
    find: "new TextDecoder('utf-8', { fatal: true })",
    replace: "new TextDecoder('utf-8')",
  },
  {
    what: 'half a character is taken as it is',
    file: `${http}/input.ts`,
    find: 'surrogateEscape.test(text) ? JSON.parse(text, wholeCharacters) : JSON.parse(text)',
    replace: 'text.length < 0 ? JSON.parse(text, wholeCharacters) : JSON.parse(text)',
  },
  {
    what: 'a key may hold anything',
    file: `${http}/input.ts`,
    find: 'key.length > idempotencyKeyCharsMax || !/^[\\x21-\\x7e]+$/u.test(key)',
    replace: 'key.length > 1_000_000',
  },
  {
    what: 'a path is decoded without a care',
    file: `${http}/fallback.ts`,
    find: 'pattern.test(event.rawPath)',
    replace: 'pattern.test(decodeURIComponent(event.rawPath))',
  },
  {
    what: 'an id that is none is a bug',
    file: `${http}/input.ts`,
    find: "return parsed.success ? ok(parsed.data) : err({ code: 'not-found' });",
    replace: 'return ok(z.object(shape).parse(event.pathParameters ?? {}));',
  },
  {
    what: 'a refusal holds no help',
    file: `${http}/api.ts`,
    find: 'if (!outcome.ok) return problemAnswer(event, outcome.error, support);',
    replace: 'if (!outcome.ok) return problemAnswer(event, outcome.error, undefined);',
  },
  {
    what: 'a path that is none holds no help',
    file: `${http}/fallback.ts`,
    find: "return problemAnswer(event, { code: 'not-found' }, support);",
    replace: "return problemAnswer(event, { code: 'not-found' }, undefined);",
  },
  {
    what: 'a credential of no shape is none at all',
    file: `${http}/credentials.ts`,
    find: 'if (token === undefined || token.length > credentialCharsMax) return err(unauthenticated);',
    replace: "if (token === undefined || token.length > credentialCharsMax) return ok({ kind: 'nobody' });",
  },
  {
    what: 'a preference called `constructor` finds one',
    file: 'shared/domain/eligibility.ts',
    find: 'Object.hasOwn(has, wanted.attribute) && ',
    replace: '',
  },
  {
    what: 'an edit that is refused is in the audit all the same',
    file: `${app}/common/edit-once.ts`,
    find: "if (!call.ifMatch.some((tag) => tag === '*' || tag === rev)) return err({ code: 'stale' });",
    replace:
      "if (!call.ifMatch.some((tag) => tag === '*' || tag === rev)) { await ports.store.commit(auditPuts(ports.ids, rows)); return err({ code: 'stale' }); }",
  },
  {
    what: 'a page shows a field that the contract does not name',
    file: `${app}/operations/key-page.ts`,
    find: 'return { id, mode, spaces, rights, hint, createdAt: toIso(createdAt), ...revoked };',
    replace: 'return Object.assign({ id, mode, spaces, rights, hint, createdAt: toIso(createdAt), ...revoked }, { used: 0 });',
  },
  {
    what: 'an answer that is held never comes',
    file: 'functions/waiting/hold.ts',
    find: 'while (clock() < end && !until(outcome)) {',
    replace: 'while (clock() > 0 && !until(outcome)) {',
  },
  {
    what: 'a refusal is logged with its path',
    file: `${http}/answers.ts`,
    find: '  const { status, title, detail } = problems[problem.code];',
    replace: '  const { status, title, detail } = problems[problem.code];\n  console.log(event.rawPath);',
  },
];
