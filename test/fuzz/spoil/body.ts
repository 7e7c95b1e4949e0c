/** Wrong values in the body: other types, out of range, too long, too many, too deep, unknown. */
import fc from 'fast-check';
import type { ProblemSlug } from '../../../shared/contract/problems.ts';
import type { Draft } from '../draft.ts';
import { deepLevels, hugeTextChars, longListEntries, longTextChars, wrongEntries, wrongNames } from '../limits.ts';
import { isList, placesOf, Raw, replaced, textOf, withField, type Place, type PlaceKind, type Tree } from '../json.ts';
import { picked, type Spoiling } from './spoiling.ts';
import { halfCharacters, hostileTexts, prototypeNames } from './texts.ts';

/** Fields that accept `null`. */
const nullable = [
  'handover',
  'hedgeAfterSeconds',
  'country',
  'hours',
  'checkedBy',
  'checkedAt',
  'channels',
  'capacity',
  'until',
  'label',
];

const deep = new Raw('['.repeat(deepLevels) + ']'.repeat(deepLevels));

/** Values that are wrong at every place of a kind, whatever its schema. The most revealing come first. */
function wrongValues(kind: PlaceKind, mark: string, old: Tree): readonly Tree[] {
  const raw = (...texts: readonly string[]): readonly Tree[] => texts.map((text) => new Raw(text));
  switch (kind) {
    case 'text':
      return [mark.padEnd(longTextChars, 'x'), 42, { [mark]: mark }, deep, [mark], true, [], {}, ...raw('1e400')];
    case 'number':
      return [...raw('1.5', '1e400', '-1'), '5', deep, mark, [], {}, true, ...raw('-1e400', '1e308', '1e-7', '9007199254740993')];
    case 'flag':
      return ['true', 0, deep, mark, 1, [], {}];
    case 'list':
      return [many(old), entries('{}'), { length: 1 }, mark, deep, entries('0'), 1, {}];
    case 'record':
      return [manyNames, { [`${mark}!`]: [mark] }, [mark], mark, deep, { ' ': [mark] }, 1, []];
    case 'object':
      return [[], mark, deep, 1, true, [mark]];
    case 'nothing':
      return [deep];
  }
}

/** As many wrong entries as a body can hold. */
function entries(entry: string): Raw {
  return new Raw(`[${Array.from({ length: wrongEntries }, () => entry).join(',')}]`);
}

/** As many wrong names as a body can hold. */
const manyNames = new Raw(`{${Array.from({ length: wrongNames }, (_, at) => `" ${at}":0`).join(',')}}`);

/** The same entry, far more often than any list accepts. */
function many(list: Tree): Tree {
  const first = isList(list) ? list[0] : undefined;
  return Array.from({ length: longListEntries }, () => first ?? 'x');
}

/** How many of the wrong values of a kind the sweep uses. */
export function sweptValuesOf(kind: PlaceKind): number {
  return Math.min(sweptValuesMax, wrongValues(kind, '', []).length);
}

const sweptValuesMax = 4;

/** The wrong value number `which` at this place. */
export function wrongAt({ path, kind }: Place, which: number): Spoiling {
  return at('value', `a wrong value (${which}) at`, path, (draft) => {
    set(draft, path, (old) => picked(wrongValues(kind, draft.mark, old), which));
    wrong(draft, 'bad-request', 'too-large');
  });
}

/** `null` at this place. Undefined if the place accepts `null`. */
export function nullAt({ path }: Place): Spoiling | undefined {
  if (nullable.includes(path.at(-1) ?? '')) return undefined;
  return at('value', 'null at', path, (draft) => {
    set(draft, path, () => null);
    wrong(draft, 'bad-request');
  });
}

/** An unknown field in this object. */
export function unknownFieldIn({ path }: Place, name: (mark: string) => string): Spoiling {
  return at('field', 'an unknown field in', path, (draft) => {
    set(draft, path, (old) => withField(old, name(draft.mark), 'x'));
    wrong(draft, 'bad-request');
  });
}

/** Half a character in this text: replaced or refused, and never a failure. */
export function halfCharacterAt({ path }: Place): Spoiling {
  return at('text', 'half a character at', path, (draft) => set(draft, path, () => picked(halfCharacters(draft.mark), 0)));
}

/** A byte that is never in UTF-8, in this text: refused, and never replaced. */
export function brokenByteAt({ path }: Place): Spoiling {
  return at('bytes', 'a byte that is never in UTF-8 at', path, (draft) => {
    if (!isOpenToChange(draft)) return;
    set(draft, path, () => `${draft.mark}${standIn}`);
    const bytes = Buffer.from(textOf(draft.body ?? {}));
    const from = bytes.indexOf(standIn);
    draft.bytes = Buffer.concat([
      bytes.subarray(0, from),
      Buffer.from([0xff]),
      bytes.subarray(from + Buffer.byteLength(standIn)),
    ]);
    draft.refuse('bad-request');
  });
}

/** A character that is nowhere else in a draft. */
const standIn = '\u{10FFFD}';

/** Names that every object inherits, in this record or list of preferences. Other places get none. */
export function prototypeNamesAt({ path, kind }: Place): readonly Spoiling[] {
  if (kind !== 'record' && path.at(-1) !== 'preferences') return [];
  return prototypeNames.map((name) =>
    at('field', `${name} at`, path, (draft) =>
      set(draft, path, (old) =>
        kind === 'record'
          ? withField(old, name, ['constructor'])
          : [{ attribute: name, value: 'constructor', strength: 'require' }],
      ),
    ),
  );
}

function at(kind: Spoiling['kind'], what: string, path: readonly string[], apply: Spoiling['apply']): Spoiling {
  return { kind, what: `${what} /${path.join('/')}`, apply };
}

/** A wrong value at some place. */
export const wrongValue: fc.Arbitrary<Spoiling> = fc.tuple(fc.nat(999), fc.nat(999)).map(([where, which]) => ({
  kind: 'value',
  what: `a wrong value (${where}, ${which})`,
  apply: (draft) => {
    const { path, kind } = placeIn(draft, where);
    set(draft, path, (old) => picked(wrongValues(kind, draft.mark, old), which));
    wrong(draft, 'bad-request', 'too-large');
  },
}));

/** `null` at a place that does not accept it. */
export const nullValue: fc.Arbitrary<Spoiling> = fc.nat(999).map((where) => ({
  kind: 'value',
  what: `null (${where})`,
  apply: (draft) => {
    const never = placesIn(draft).filter(({ path }) => !nullable.includes(path.at(-1) ?? ''));
    set(draft, picked(never, where).path, () => null);
    wrong(draft, 'bad-request');
  },
}));

/** Names that no object of the contract has. */
const unknownNames = (mark: string): readonly string[] => [
  mark,
  ...prototypeNames,
  'isAdmin',
  'pk',
  'rev',
  '$where',
  'LANGUAGES',
  'languages ',
  'langu\u200Bages',
  '',
  '\u0000',
  'x'.repeat(longTextChars),
];

/** A field that the schema does not have, in the body or in an object within it. */
export const unknownField: fc.Arbitrary<Spoiling> = fc
  .tuple(fc.nat(999), fc.nat(999), fc.constantFrom<Tree>(null, {}, 1, [], { isAdmin: true }, 'x'))
  .map(([where, which, value]) => ({
    kind: 'field',
    what: `an unknown field (${where}, ${which})`,
    apply: (draft) => {
      const objects = placesIn(draft).filter(({ kind }) => kind === 'object');
      const name = picked(unknownNames(draft.mark), which);
      if (objects.length > 0) set(draft, picked(objects, where).path, (old) => withField(old, name, value));
      wrong(draft, 'bad-request');
    },
  }));

/** A text that makes the body too large. */
export const hugeBody: fc.Arbitrary<Spoiling> = fc.nat(999).map((where) => ({
  kind: 'value',
  what: `a huge text (${where})`,
  apply: (draft) => {
    set(draft, placeIn(draft, where).path, () => draft.mark.padEnd(hugeTextChars, 'x'));
    wrong(draft, 'too-large');
  },
}));

/** A hostile text in place of a text. The schema decides whether it is accepted. */
export const hostileText: fc.Arbitrary<Spoiling> = fc.tuple(fc.nat(999), fc.nat(999)).map(([where, which]) => ({
  kind: 'text',
  what: `a hostile text (${where}, ${which})`,
  apply: (draft) => setText(draft, where, picked(hostileTexts(draft.mark), which)),
}));

/** Half a character in place of a text. */
export const halfCharacter: fc.Arbitrary<Spoiling> = fc.tuple(fc.nat(999), fc.nat(999)).map(([where, which]) => ({
  kind: 'text',
  what: `half a character (${where}, ${which})`,
  apply: (draft) => {
    setText(draft, where, picked(halfCharacters(draft.mark), which));
  },
}));

/** Any text in place of a text. */
export const anyText: fc.Arbitrary<Spoiling> = fc
  .tuple(fc.nat(999), fc.string({ unit: 'binary', maxLength: 300 }))
  .map(([where, text]) => ({
    kind: 'text',
    what: `any text (${where})`,
    apply: (draft) => setText(draft, where, `${draft.mark} ${text}`),
  }));

/** Numbers and lists at the limits of what is accepted. The schema decides. */
export const edgeValue: fc.Arbitrary<Spoiling> = fc
  .tuple(fc.nat(999), fc.constantFrom('0', '-0', '1', '1e0', '0.0', '1.0', '2147483647', '9007199254740991', '60', '100000'))
  .map(([where, text]) => ({
    kind: 'value',
    what: `${text} (${where})`,
    apply: (draft) => {
      const numbers = placesIn(draft).filter(({ kind }) => kind === 'number' || kind === 'list');
      if (numbers.length === 0) return;
      const { kind, path } = picked(numbers, where);
      set(draft, path, (old) => (kind === 'number' ? new Raw(text) : isList(old) ? [...old, ...old] : old));
    },
  }));

/** A record with names that every object inherits. */
export const hostileRecord: fc.Arbitrary<Spoiling> = fc
  .tuple(fc.constantFrom(...prototypeNames), fc.constantFrom('prefer', 'require'))
  .map(([name, strength]) => ({
    kind: 'field',
    what: `a record with ${name}, strength ${strength}`,
    apply: (draft) => {
      const record = placesIn(draft).find(({ kind }) => kind === 'record');
      if (record !== undefined) set(draft, record.path, (old) => withField(old, name, ['constructor']));
      else set(draft, [], (old) => withField(old, 'preferences', [{ attribute: name, value: 'constructor', strength }]));
    },
  }));

function setText(draft: Draft, where: number, text: Tree): void {
  const texts = placesIn(draft).filter(({ kind }) => kind === 'text');
  if (texts.length > 0) set(draft, picked(texts, where).path, () => text);
}

function placesIn({ body = {} }: Draft): readonly Place[] {
  return placesOf(body);
}

function placeIn(draft: Draft, where: number): Place {
  return picked(placesIn(draft), where);
}

function set(draft: Draft, path: readonly string[], change: (old: Tree) => Tree): void {
  if (isOpenToChange(draft)) draft.body = replaced(draft.body ?? {}, path, change);
}

/** From now on the body must be refused. */
function wrong(draft: Draft, ...slugs: readonly ProblemSlug[]): void {
  if (!isOpenToChange(draft)) return;
  draft.isBodyWrong = true;
  draft.refuse(...slugs);
}

/** Whether the body may still be changed. It may not if it is already wrong, because it could become valid again, or if its bytes are made. */
function isOpenToChange({ isBodyWrong, bytes }: Draft): boolean {
  return !isBodyWrong && bytes === undefined;
}
