/** What people write for a language, a country, a topic or a name, and what is kept of it. */
import { describe, expect, test } from 'vitest';
import { canonicalLanguage, sameLanguage, shareLanguage } from '../../shared/domain/language.ts';
import { labelCharsMax, foldedLabelCharsMax } from '../../shared/domain/limits.ts';
import { countryCodes, servingCountry } from '../../shared/domain/country.ts';
import { seedCountries, seedOf } from '../../shared/domain/support/seed.ts';
import { foldLabel, foreignId, lineOfText, linesOfText, sameLabel } from '../../shared/domain/text.ts';
import { country, foldAttributes, label, labels, language, languages, storedLanguages } from '../../shared/domain/vocabulary.ts';

describe('a language', () => {
  test.each([
    ['en', 'en'],
    ['EN', 'en'],
    ['en-gb', 'en-GB'],
    ['EN_gb', 'en-GB'],
    [' en ', 'en'],
    ['en-UK', 'en-GB'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['in', 'id'],
    ['sh', 'sr-Latn'],
    ['tl', 'fil'],
    ['cmn', 'zh'],
    ['zh-yue', 'yue'],
    ['zh-cmn-Hans', 'zh-Hans'],
    ['ar-arb', 'ar'],
    ['eng', 'en'],
    ['ger', 'de'],
    ['prs', 'fa-AF'],
    ['de-CH-1996', 'de-CH-1996'],
    ['en-u-ca-gregory', 'en'],
    ['sgn-GB', 'bfi'],
  ])('%j is %s', (written, tag) => {
    expect(language.parse(written)).toBe(tag);
    expect(language.parse(tag)).toBe(tag);
  });

  test.each([
    '',
    'e',
    'english',
    'en-',
    'en-12',
    'en-USA',
    'und',
    'mul',
    'zxx',
    'x-klingon',
    'en\u0000',
    '*',
    'en;q=0.8',
    'en'.padEnd(36, '-GB'),
  ])('%j is refused', (written) => expect(language.safeParse(written).success).toBe(false));

  test('that is named twice counts once', () => {
    expect(languages.parse(['en-gb', 'EN-GB', 'en'])).toEqual(['en-GB', 'en']);
  });

  test.each([
    ['en-GB', 'en', true],
    ['en-GB', 'en-US', true],
    ['pt-BR', 'pt-PT', true],
    ['nb', 'no', true],
    ['nb', 'nn', true],
    ['zh-Hant', 'zh', true],
    ['en', 'de', false],
    ['yue', 'zh', false],
    ['fil', 'fi', false],
  ])('%s and %s meet: %s', (one, other, meet) => {
    expect(sameLanguage(one, other)).toBe(meet);
    expect(sameLanguage(other, one)).toBe(meet);
    expect(shareLanguage(['cy', one], ['gd', other])).toBe(meet);
  });

  test.each([
    ['zh-TW', 'zh-HK', true],
    ['zh-TW', 'zh-Hant', true],
    ['zh', 'zh-CN', true],
    ['zh', 'zh-TW', false],
    ['sr-Latn', 'sr', false],
    ['en-GB', 'en', true],
    ['pa-PK', 'pa-IN', false],
  ])('where scripts are apart, %s and %s meet: %s', (one, other, meet) => {
    expect(sameLanguage(one, other, true)).toBe(meet);
    expect(sameLanguage(other, one, true)).toBe(meet);
  });

  test('that an earlier version stored is read, also if it was never well-formed', () => {
    expect(storedLanguages.parse(['en-gb', 'en-12', 'zh-hant'])).toEqual(['en-GB', 'en-12', 'zh-Hant']);
    expect(canonicalLanguage('en-12')).toBeUndefined();
    expect(sameLanguage('en-12', 'en')).toBe(false);
  });
});

test('a language is refused if its canonical tag is too long to be stored', () => {
  expect(language.safeParse('sh-fonipa-fonxsamp-valencia-scouse').success).toBe(false);
});

describe('a country', () => {
  test.each([
    ['GB', 'GB'],
    ['gb', 'GB'],
    ['UK', 'GB'],
    ['uk', 'GB'],
    ['GBR', 'GB'],
    ['gbr', 'GB'],
    [' de ', 'DE'],
    ['EL', 'GR'],
    ['DEU', 'DE'],
    ['USA', 'US'],
    ['XKX', 'XK'],
    ['je', 'JE'],
    ['XX', 'XX'],
  ])('%j is %s', (written, code) => expect(country.parse(written)).toBe(code));

  test.each(['', 'G', 'ABC', 'Germany', '49', 'G1', 'DE\u200e'])('%j is refused', (written) =>
    expect(country.safeParse(written).success).toBe(false),
  );

  test('has one row in the table, and each three-letter code leads to it', () => {
    expect(countryCodes).toHaveLength(249);
    expect(new Set(countryCodes).size).toBe(249);
    expect(seedCountries.filter((one) => !countryCodes.includes(one))).toEqual([]);
  });

  test.each(['PR', 'GP', 'RE', 'JE', 'GG', 'IM', 'AX', 'SJ', 'CX', 'VA', 'LI'])(
    'without numbers of its own, %s has those of the country whose numbers work there',
    (territory) => {
      expect(servingCountry(territory)).not.toBe(territory);
      expect(seedOf(territory)).toEqual(seedOf(servingCountry(territory)));
      expect(seedOf(territory).length).toBeGreaterThan(0);
    },
  );

  test.each(['GI', 'FO', 'GL', 'NC', 'PF', 'HK', 'MO', 'GB'])('%s is not served by another country', (of) => {
    expect(servingCountry(of)).toBe(of);
  });
});

describe('a label', () => {
  test.each([
    ['self-harm', 'self-harm'],
    ['  Self-harm ', 'Self-harm'],
    ['loss  of   a child', 'loss of a child'],
    ["children's grief", "children's grief"],
    ['drugs & alcohol', 'drugs & alcohol'],
    ['LGBTQ+', 'LGBTQ+'],
    ['Trauer', 'Trauer'],
    ['悲しみ', '悲しみ'],
    ['ｇｒｉｅｆ', 'grief'],
    ['الحزن', 'الحزن'],
    ['می‌خواهم', 'می‌خواهم'],
    ['शोक', 'शोक'],
    ['1:1', '1:1'],
  ])('%j is kept as %j', (written, kept) => expect(label.parse(written)).toBe(kept));

  test.each([
    '',
    ' ',
    '\u3164',
    'a\u0000',
    'a\nb',
    '\u202egrief',
    'gr\u200eief',
    'a|b',
    'a=b',
    '<b>',
    '&',
    'a'.repeat(labelCharsMax + 1),
  ])('%j is refused', (written) => expect(label.safeParse(written).success).toBe(false));

  test.each([
    ['Self-harm', 'self-harm'],
    ['SELF‐HARM', 'self-harm'],
    ['Children’s grief', "children's Grief"],
    ['STRASSE', 'straße'],
    ['ﬁnances', 'Finances'],
    ['ΘΛΊΨΗΣ', 'θλίψης'],
    ['caf\u00e9', 'cafe\u0301'],
  ])('%j and %j are the same', (one, other) => expect(sameLabel(one, other)).toBe(true));

  test.each([
    ['grief', 'griefs'],
    ['résumé', 'resume'],
    ['selfharm', 'self-harm'],
  ])('%j and %j are different', (one, other) => expect(sameLabel(one, other)).toBe(false));

  test('that is named twice counts once, as it was written first', () => {
    expect(labels.parse(['Grief', 'work', 'GRIEF'])).toEqual(['Grief', 'work']);
  });

  test('is compared in a form that stays the same, whatever characters it has, and that fits where it is stored', () => {
    const unstable: string[] = [];
    let longest = 0;
    for (let code = 0; code < 0x30000; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const written = label.safeParse(`a${String.fromCodePoint(code)}b`);
      if (!written.success) continue;
      const folded = foldLabel(written.data);
      if (foldLabel(folded) !== folded) unstable.push(code.toString(16));
      longest = Math.max(longest, folded.length / written.data.length);
    }
    expect(unstable).toEqual([]);
    expect(longest * labelCharsMax).toBeLessThanOrEqual(foldedLabelCharsMax);
  });

  test('of an attribute joins the values of every way to write it', () => {
    expect(foldAttributes({ Gender: ['Woman', 'woman'], gender: ['Non-binary'] })).toEqual({ gender: ['woman', 'non-binary'] });
  });
});

describe('texts by which people name things', () => {
  const [line, lines, id] = [lineOfText(20), linesOfText(20), foreignId(20)];

  test.each<[string, string, string | false, string | false, boolean]>([
    ['a name', 'Evening line', 'Evening line', 'Evening line', true],
    ['blanks around it', '  a   b ', 'a b', '  a   b ', false],
    ['only blanks', '   ', false, false, false],
    ['other blanks', 'a\u00a0\u2003b', 'a b', 'a\u00a0\u2003b', false],
    ['a filler that looks blank', '\u3164\u2800', false, false, false],
    ['nothing', '', false, false, false],
    ['a line break', 'a\nb', false, 'a\nb', false],
    ['a tab', 'a\tb', false, 'a\tb', false],
    ['a NUL', 'a\u0000b', false, false, false],
    ['an escape', 'a\u001bb', false, false, false],
    ['a direction override', 'a\u202eb', false, false, false],
    ['a direction mark', 'a\u200fb', false, false, false],
    ['an isolate', 'a\u2066b', false, false, false],
    ['a byte order mark', '\ufeffa', false, false, false],
    ['a zero-width space', 'a\u200bb', false, false, false],
    ['a zero-width non-joiner inside a word', 'می‌خواهم', 'می‌خواهم', 'می‌خواهم', false],
    ['letters with marks apart', 'cafe\u0301', 'caf\u00e9', 'caf\u00e9', true],
    ['an emoji', '🌙', '🌙', '🌙', true],
    ['digits', '0123', '0123', '0123', true],
    ['the longest', 'a'.repeat(20), 'a'.repeat(20), 'a'.repeat(20), true],
    ['one too long', 'a'.repeat(21), false, false, false],
  ])('%s', (_, written, asLine, asLines, asId) => {
    const kept = (parsed: { success: boolean; data?: unknown }) => (parsed.success ? parsed.data : false);
    expect(kept(line.safeParse(written))).toBe(asLine);
    expect(kept(lines.safeParse(written))).toBe(asLines);
    expect(kept(id.safeParse(written))).toBe(asId ? written : false);
  });
});
