/** Texts that must not turn up where they do not belong: what people wrote, who they are, what they came with. */
import type { RouteId } from '../../../shared/contract/contract.ts';

/** In every text that somebody sends, and in no answer that refuses it, and in no log. */
const mark = 'kanarie';
/** In the texts by which a space speaks of itself: public, and in no log all the same. */
const published = 'aushang';

let made = 0;

/** A text nobody else has. Its kind says where it may be shown again; letters, digits and hyphens only, so it is a label too. */
export function canary(kind: string): string {
  made += 1;
  return `${mark}-${kind}-${made}`;
}

/** A text of a space about itself. */
export function statement(about: string): string {
  return `${published} ${about}`;
}

/** The kinds that are nobody's business but of those routes; a kind that is not here may be in any success. */
const shownOnlyOn: Readonly<Record<string, readonly RouteId[]>> = {
  subject: [],
  sub: [],
  key: [],
  agent: [],
  address: [],
  cookie: [],
  feedback: [],
  query: [],
  opening: ['showConversation'],
  report: ['listReports', 'editReport'],
  note: ['listEscalations', 'editEscalation'],
};

/** The kinds of canaries in a text. */
export function canariesIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(`${mark}-([a-z]+)-`, 'gu'))].map(([, kind = '']) => kind);
}

/** Whether anything by which a space speaks of itself is in a text. */
export function publishedIn(text: string): boolean {
  return text.includes(published);
}

/** The canaries in an answer of this route that should not be there. */
export function escaped(route: RouteId, refused: boolean, text: string): readonly string[] {
  return canariesIn(text).filter((kind) => refused || shownOnlyOn[kind]?.includes(route) === false);
}

/** What no log may hold: anything written by anybody, any credential, any address. */
export const nothingOf = new RegExp(
  [
    mark,
    published,
    'est_[A-Za-z0-9]',
    'ecb_[A-Za-z0-9]',
    'ek_(live|test)_',
    'inv_[A-Za-z0-9]',
    // At the beginning of a word: one random id in some thousands holds these letters further on.
    '(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9]',
    '\\b127\\.0\\.0\\.1\\b',
  ].join('|'),
  'u',
);
