/** Texts that must not appear where they do not belong: what people wrote, who they are, and their credentials. */
import type { RouteId } from '../../../client/route.ts';

/** In every text that a caller sends. In no answer that refuses it, and in no log. */
export const mark = 'canary';
/** In the texts in which a space describes itself. They are public, and still in no log. */
const published = 'public-notice';

let made = 0;

/**
 * A text that occurs only once. Its kind says where it may be shown again. It has letters, digits and hyphens only, so it is also
 * a valid topic.
 */
export function canary(kind: string): string {
  made += 1;
  return `${mark}-${kind}-${made}`;
}

/** A text in which a space describes itself. */
export function statement(about: string): string {
  return `${published} ${about}`;
}

/** The kinds that only these routes may show. A kind that is missing here may be in any successful answer. */
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
  report: ['listReports', 'showReport', 'editReport'],
  note: ['listEscalations', 'showEscalation', 'editEscalation'],
};

/** The kinds of canaries in a text. */
export function canariesIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(`${mark}-([a-z]+)-`, 'gu'))].map(([, kind = '']) => kind);
}

/** Whether a text holds any canary of a space's description. */
export function publishedIn(text: string): boolean {
  return text.includes(published);
}

/** The canaries in an answer of this route that should not be there. */
export function misplacedCanaries(route: RouteId, refused: boolean, text: string): readonly string[] {
  return canariesIn(text).filter((kind) => refused || shownOnlyOn[kind]?.includes(route) === false);
}

/** What no log may hold: a text that a person wrote, a credential, an address. */
export const neverInLogs = new RegExp(
  [
    mark,
    published,
    'est_[A-Za-z0-9]',
    'ecb_[A-Za-z0-9]',
    'ek_(live|test)_',
    'inv_[A-Za-z0-9]',
    'elt_[A-Za-z0-9]',
    'whs(ec|k)_[A-Za-z0-9]',
    'evc_[A-Za-z0-9]',
    // Only at the beginning of a word: in one random id of some thousands these letters occur further on.
    '(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9]',
    '\\b127\\.0\\.0\\.1\\b',
  ].join('|'),
  'u',
);
