/**
 * One rule for the texts by which people, spaces and partners name things. Spaces at the ends are dropped, and several in a row are one.
 * A character that cannot be seen is refused: two names that look alike are then alike, and no name changes the direction of a page.
 */
import * as z from 'zod';

/**
 * Control characters, marks of direction, other format characters, and line and paragraph separators. Two format characters are allowed,
 * because Persian and the scripts of India need them inside words: the zero-width joiner and non-joiner.
 */
const unseen = /(?!\u200c|\u200d)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The same, with line breaks and tabs allowed: for texts of several lines. */
const unseenInLines = /(?!\u200c|\u200d|\n|\t)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A character that fills a place. Some letters and symbols are blank: the fillers of Hangul, and the Braille pattern without dots. */
const seen = /(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a reader sees anything of the text. */
export function isSeen(text: string): boolean {
  return seen.test(text);
}

const noUnseen = 'Must not contain control characters or marks of direction.';
const noBlank = 'Must not be blank.';

const unspaced = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .replaceAll(/^ | $/gu, '');

/** A name in one line: of a space, a partner, a resource. At most this many UTF-16 units. */
export function lineOfText(max: number) {
  return z
    .string()
    .overwrite(unspaced)
    .min(1, { abort: true })
    .max(max)
    .refine((text) => !unseen.test(text), { error: noUnseen, abort: true })
    .refine(isSeen, noBlank);
}

/** A text of several lines that a space states about itself. At most this many UTF-16 units. */
export function linesOfText(max: number) {
  return z
    .string()
    .overwrite((text) => text.normalize('NFC').replaceAll('\r\n', '\n'))
    .min(1, { abort: true })
    .max(max)
    .refine((text) => !unseenInLines.test(text), { error: noUnseen, abort: true })
    .refine(isSeen, noBlank);
}

/**
 * An id of another system: a partner's pseudonym of a seeker, the `sub` of a person. It is compared exactly, so it is never changed. An
 * id with a character that cannot be seen is refused, because it is nearly always a mistake that makes two people of one.
 */
export function foreignId(max: number) {
  return z
    .string()
    .min(1, { abort: true })
    .max(max)
    .regex(/^[^\p{C}\p{Z}]+(?: +[^\p{C}\p{Z}]+)*$/u, {
      error: 'Must not contain control characters or marks of direction, nor begin or end with a blank.',
      abort: true,
    })
    .refine(isSeen, noBlank);
}

/** A label in the form in which it is shown: compatible forms of a character are one, and spaces as in any name. */
export function tidyLabel(text: string): string {
  return unspaced(text.normalize('NFKC'));
}

/**
 * The form in which labels are compared: without the difference between capital and small letters, and between the kinds of apostrophe and
 * hyphen that keyboards write. `Children’s grief` and `children's Grief` are one topic. Folding twice changes nothing more.
 */
export function foldLabel(text: string): string {
  return tidyLabel(text)
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02bc\u0060\u00b4\uff07]/gu, "'")
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .normalize('NFKC');
}

/** Whether both name the same thing. */
export function sameLabel(one: string, other: string): boolean {
  return one === other || foldLabel(one) === foldLabel(other);
}
