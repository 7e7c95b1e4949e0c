/** The events of the evening in plain words, for the board's last lines. */
import type { Entry } from './history.ts';
import { inWords, languageName, needWords, span } from './words.ts';

/** An entry as a sentence; undefined for what is too small to tell. `factor` turns evening seconds into real ones. Pure. */
export function newsOf(entry: Entry, factor: number): string | undefined {
  switch (entry.kind) {
    case 'asking':
      return entry.need === 'notSafeNow' ? `asked in ${languageName(entry.language)}: ${needWords.notSafeNow}` : undefined;
    case 'refused':
      return `refused, with help numbers: ${refusalWords[entry.why] ?? entry.why}`;
    case 'accepted':
      return matchNews(entry, factor);
    case 'cancelled':
      return entry.why === 'patience' ? `gave up waiting: ${entry.lack}` : undefined;
    case 'expired':
      return `nobody came, told kindly, with a come-back token: ${entry.lack}`;
    case 'asked':
      return entry.cameBack ? 'came back, and kept the place in the queue' : undefined;
    case 'missed':
      return `the ${entry.who} never joined`;
    case 'heavy':
      return 'a talk was heavy: a longer rest for its volunteer';
    case 'blocked':
      return 'blocked: these two will not meet again';
    case 'reported':
      return 'reported a volunteer; it goes to the coordinator';
    case 'erased':
      return 'asked to be forgotten, and was, at once';
    case 'silent':
      return 'a seeker went silent; not offered until heard again';
    case 'vanished':
      return 'a volunteer left without a word; the lease will end it';
    case 'case':
      return `case (${entry.cause}) ${entry.state}`;
    case 'wrong':
      return `WRONG: ${entry.what}`;
    case 'stopped':
      return `UNEXPECTED: ${entry.why}`;
    case 'back':
    case 'declined':
    case 'draining':
    case 'felt':
    case 'ignored':
    case 'looked':
    case 'matched':
    case 'off':
    case 'offered':
    case 'on':
    case 'over':
    case 'too-late':
      return undefined;
  }
}

const refusalWords: Readonly<Record<string, string>> = {
  'nobody-could-serve': 'nobody here could serve this',
  'space-full': 'as many wait as can be served',
};

function matchNews({ language, role, waitedSeconds, reasons }: Extract<Entry, { kind: 'accepted' }>, factor: number): string {
  const why = reasons.length === 0 ? '' : `: ${inWords(reasons)}`;
  // The service tells whole seconds, rounded down.
  const waited = waitedSeconds === 0 ? `under ${span(factor)}` : span(waitedSeconds * factor);
  return `matched ${languageName(language)}-speaking ${role}, waited ${waited}${why}`;
}
