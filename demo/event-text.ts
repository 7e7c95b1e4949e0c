/** The events of the evening in plain words, for the board's last lines. */
import type { Entry } from './history.ts';
import { reasonText, durationText, languageName, needTexts, refusalText } from './wording.ts';

/** An entry as a sentence; undefined for an entry that is not shown. `factor` turns evening seconds into real ones. Pure. */
export function eventText(entry: Entry, factor: number): string | undefined {
  switch (entry.kind) {
    case 'asking':
      return entry.need === 'notSafeNow' ? `asked in ${languageName(entry.language)}: ${needTexts.notSafeNow}` : undefined;
    case 'refused':
      return `refused, with help numbers: ${refusalText(entry.why)}`;
    case 'accepted':
      return matchText(entry, factor);
    case 'cancelled':
      return entry.why === 'patience' ? `gave up waiting: ${entry.cause}` : undefined;
    case 'expired':
      return `expired, with a come-back token: ${entry.cause}`;
    case 'asked':
      return entry.cameBack ? 'came back, and kept the place in the queue' : undefined;
    case 'heavy':
      return 'a talk was heavy: a longer rest for its volunteer';
    case 'blocked':
      return 'blocked: these two will not be matched again';
    case 'reported':
      return 'reported a volunteer; it goes to the coordinator';
    case 'erased':
      return 'asked to be forgotten, and was, at once';
    case 'silent':
      return 'a seeker went silent; not offered until heard again';
    case 'vanished':
      return 'a volunteer left without going off; the lease will end it';
    case 'case':
      return `case (${entry.cause}) ${entry.state}`;
    case 'violation':
      return `VIOLATION: ${entry.what}`;
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

function matchText({ language, role, waitedSeconds, reasons }: Extract<Entry, { kind: 'accepted' }>, factor: number): string {
  const why = reasons.length === 0 ? '' : `: ${reasonText(reasons)}`;
  // The service gives whole seconds, rounded down.
  const waited = waitedSeconds === 0 ? `under ${durationText(factor)}` : durationText(waitedSeconds * factor);
  return `matched ${languageName(language)}-speaking ${role}, waited ${waited}${why}`;
}
