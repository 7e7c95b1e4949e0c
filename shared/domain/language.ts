/**
 * Languages as BCP 47 tags in their canonical form, and which of them meet. Two people meet in a language whatever region each of them
 * named: `en-GB` meets `en`. Scripts are apart only in a space that says so, because only there they write to each other in them.
 */
import { languageTagsKnownMax } from './limits.ts';

interface Known {
  readonly tag: string;
  /** Equal for tags of one language. */
  readonly spoken: string;
  /** Equal for tags of one language in one script. */
  readonly written: string;
}

/** Languages that have their own tags although their speakers understand each other. Source: ISO 639-3, macrolanguage `no`. */
const macrolanguages: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
]);

/** An extended language (RFC 5646, 2.2.2) is a language by itself: `zh-yue` is `yue`. These are the tags it may stand behind. */
const extended = /^(?:ar|kok|lv|ms|sgn|sw|uz|zh)-(?=[a-z]{3}(?:-|$))/iu;

/** Tags that name no language in which two people could talk. */
const noLanguage: ReadonlySet<string> = new Set(['und', 'mul', 'zxx', 'mis']);

/** What is known of a tag. Computing it takes microseconds, and a plan needs it thousands of times. */
const knownTags = new Map<string, Known | undefined>();

function known(text: string): Known | undefined {
  const before = knownTags.get(text);
  if (before !== undefined || knownTags.has(text)) return before;
  const found = readTag(text);
  // Callers write the tags, so only so many are kept.
  if (knownTags.size >= languageTagsKnownMax) knownTags.clear();
  knownTags.set(text, found);
  return found;
}

function readTag(text: string): Known | undefined {
  const locale = localeOf(text.trim().replaceAll('_', '-').replace(extended, ''));
  // The platform knows no language of the tag `und`, so the first part of the tag is read here.
  const primary = locale?.baseName.split('-')[0] ?? '';
  if (locale === undefined || primary.length > 3 || noLanguage.has(primary)) return undefined;
  const spoken = macrolanguages.get(primary) ?? primary;
  const usual = new Intl.Locale(primary).maximize().script;
  const script = locale.maximize().script;
  return { tag: locale.baseName, spoken, written: script === usual || script === undefined ? spoken : `${spoken}-${script}` };
}

/** The platform's reading of the tag: aliases replaced, in canonical case (Unicode CLDR). Undefined: not well-formed. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** The canonical tag of a language: `EN_gb` is `en-GB`, `iw` is `he`, `eng` is `en`. Undefined: the text names no language. */
export function canonicalLanguage(text: string): string | undefined {
  return known(text)?.tag;
}

/** Equal for tags of one language, whatever region or script they name. */
export function spokenKey(tag: string): string {
  return known(tag)?.spoken ?? tag;
}

/** Equal for tags of one language in one script. A tag without a script stands for the usual script of its language and region. */
export function writtenKey(tag: string): string {
  return known(tag)?.written ?? tag;
}

/** Whether two people who named these tags can talk. With `scriptsApart` they must also write the same script. */
export function sameLanguage(one: string, other: string, scriptsApart = false): boolean {
  if (one === other) return true;
  return scriptsApart ? writtenKey(one) === writtenKey(other) : spokenKey(one) === spokenKey(other);
}

/** Whether any language is among both. */
export function shareLanguage(some: readonly string[], others: readonly string[], scriptsApart?: boolean): boolean {
  for (const one of some) for (const other of others) if (sameLanguage(one, other, scriptsApart)) return true;
  return false;
}

/** Whether the tag says more than a language, such as `en-GB`: of such a tag the very same is preferred. */
export function isRegional(tag: string): boolean {
  return tag.includes('-');
}
