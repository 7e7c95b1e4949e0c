/** The events of the evening in plain words, for the board's last lines. */
import { ofKind, type Entry } from './history.ts';
import { reasonText, durationText, languageName, needTexts, refusalText } from './wording.ts';

/** The seekers of the requests, by request. */
export function namesIn(entries: readonly Entry[]): ReadonlyMap<string, string> {
  return new Map(ofKind(entries, 'asked').map(({ request, seeker }) => [request, seeker]));
}

/**
 * An entry as a sentence; undefined for an entry that is not shown. `factor` turns evening seconds into real ones, `names` are those of
 * the seekers by request. Pure.
 */
export function eventText(entry: Entry, factor: number, names: ReadonlyMap<string, string>): string | undefined {
  switch (entry.kind) {
    case 'asking':
      return entry.need === 'notSafeNow'
        ? `${entry.seeker} asked in ${languageName(entry.language)}: ${needTexts.notSafeNow}`
        : undefined;
    case 'refused':
      return `${entry.seeker} was refused, with help numbers: ${refusalText(entry.why)}`;
    case 'accepted':
      return matchText(entry, factor, names);
    case 'cancelled':
      return entry.why === 'patience' ? `${entry.seeker} gave up waiting: ${entry.cause}` : undefined;
    case 'expired':
      return `${entry.seeker} may come back, after no match: ${entry.cause}`;
    case 'asked':
      return entry.cameBack ? `${entry.seeker} came back, and kept the place in the queue` : undefined;
    case 'heavy':
      return `${entry.volunteer} had a heavy talk, and gets a longer rest`;
    case 'blocked':
      return `${nameOf(names, entry.request)} and ${entry.volunteer} will not be matched again: blocked`;
    case 'reported':
      return `${entry.seeker} reported a volunteer; it goes to the coordinator`;
    case 'erased':
      return `${nameOf(names, entry.request)} asked to be forgotten, and was, at once`;
    case 'silent':
      return `${entry.seeker} went silent; not offered until heard again`;
    case 'vanished':
      return `${entry.volunteer} left without going off; the lease will end it`;
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

function matchText(entry: Extract<Entry, { kind: 'accepted' }>, factor: number, names: ReadonlyMap<string, string>): string {
  const { request, volunteer, language, role, waitedSeconds, reasons } = entry;
  const why = reasons.length === 0 ? '' : `: ${reasonText(reasons)}`;
  // The service gives whole seconds, rounded down.
  const waited = waitedSeconds === 0 ? `under ${durationText(factor)}` : durationText(waitedSeconds * factor);
  return `${nameOf(names, request)} met ${volunteer} (${languageName(language)}, ${role}) after ${waited}${why}`;
}

function nameOf(names: ReadonlyMap<string, string>, request: string): string {
  return names.get(request) ?? 'a seeker';
}
