/**
 * Nothing leaks. In one evening every text, credential, header and address is a canary with its own value. Afterwards no canary
 * is where it does not belong: in no log, queue, dead letter or counter, in no refusal, in no other tenant's view, and nowhere at
 * all after the request is deleted.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Seeker } from '../../e2e/support/a-seeker.ts';
import { call, refused } from '../../e2e/support/call.ts';
import { canariesIn, neverInLogs, publishedIn } from '../../e2e/support/canary.ts';
import type { Contents } from '../../world/tables.ts';
import { peopleMsMax, rest, twoRetentionsSeconds } from '../limits.ts';
import { theTables } from '../tables.ts';
import { anEvening, anotherTenant, type Evening } from './evening.ts';
import { itemKindOf, kindsOfATalk, whereabouts } from './kinds.ts';
import { otherLines } from './log-lines.ts';
import { credentialsIn, stopRecording, startRecording, type RecordedCall } from './recorded-calls.ts';
import { files, isDatabase, isFunctionLog, type Place } from './places.ts';
import { sweepAsOf } from './sweep.ts';
import { textFields, textsAt } from './text-fields.ts';

const unique = (found: readonly string[]): readonly string[] => [...new Set(found)].toSorted();
const hasCanary = (text: unknown): boolean => canariesIn(String(text)).length > 0 || publishedIn(String(text));

/** `place: kind` for every canary in a place where its kind does not belong. */
function misplaced(items: Contents): readonly string[] {
  return unique(
    [...items].flatMap(([key, text]) => {
      const where = itemKindOf(key);
      return canariesIn(`${key} ${text}`)
        .filter((kind) => whereabouts[kind]?.liesIn.includes(where) !== true)
        .map((kind) => `${where}: ${kind}`);
    }),
  );
}

/** Items that name one of these requests or its conversation. Both ids have the same end. */
function leadingTo(seekers: readonly Seeker[], items: Contents): readonly string[] {
  const ends = seekers.map(({ id }) => id.slice(id.indexOf('_') + 1));
  return [...items].filter(([key, text]) => ends.some((end) => `${key} ${text}`.includes(end))).map(([key]) => key);
}

describe('[bug-canaries] after an evening of canaries', () => {
  let evening: Evening;
  let recorded: readonly RecordedCall[];
  let credentials: readonly string[];
  let items: Contents;
  let places: readonly Place[];
  beforeAll(async () => {
    startRecording();
    evening = await anEvening();
    recorded = stopRecording();
    credentials = credentialsIn(recorded);
    items = await (await theTables()).atRest(rest);
    places = files();
  }, peopleMsMax);

  it('[sec-canary-4] every text field of the contract has held a canary', () => {
    const silent = textFields().filter(
      ({ route, part, path }) => !recorded.some((one) => one.route === route && textsAt(one[part], path).some(hasCanary)),
    );
    expect(silent.map(({ route, part, path }) => `${route} ${part} ${path.join('/')}`)).toEqual([]);
    for (const kind of ['est_', 'ek_live_', 'inv_', 'eyJ']) expect(credentials.some((one) => one.startsWith(kind))).toBe(true);
  });

  it('[sec-canary-1] no caller saw what is not for that caller, and no refusal repeats a text', () => {
    const shown = recorded.flatMap(({ route, answered: { status, text, headers } }) =>
      canariesIn(JSON.stringify([text, ...headers]))
        .filter((kind) => status >= 400 || whereabouts[kind]?.shownOn.includes(route) !== true)
        .map((kind) => `${route} ${status}: ${kind}`),
    );
    expect(unique(shown)).toEqual([]);
  });

  it('[sec-canary-2] each side of a conversation saw its own join link, and never the other’s', () => {
    const { talk } = evening;
    const shownTo = (token: string | undefined) =>
      unique(canariesIn(JSON.stringify(recorded.filter((one) => one.token === token).map(({ answered }) => answered.text))));
    expect(shownTo(talk.seeker.token)).toEqual(['seekersway']);
    expect(shownTo(talk.volunteer.person.token)).toContain('volunteersway');
    expect(shownTo(talk.volunteer.person.token)).not.toContain('seekersway');
    expect(shownTo(talk.as.partner.token)).not.toContain('volunteersway');
  });

  it('[sec-canary-10] another tenant sees no canary', async () => {
    expect(canariesIn(JSON.stringify(await anotherTenant()))).toEqual([]);
  });

  it('[sec-canary-3] the logs hold only their codes, ids and numbers', () => {
    const logs = places.filter(isFunctionLog);
    expect(logs.some(({ text }) => text.includes('"room-matched"'))).toBe(true);
    expect(logs.flatMap(({ name, text }) => otherLines(text).map((line) => `${name}: ${line}`))).toEqual([]);
    expect(logs.filter(({ text }) => neverInLogs.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('[sec-canary-5] no queue, dead letter, stream or log of an engine holds a text or a credential', () => {
    const outside = places.filter((place) => !isDatabase(place));
    expect(outside.some(({ name }) => name.startsWith('fauxqs/'))).toBe(true);
    const found = outside.filter(({ text }) => hasCanary(text) || credentials.some((one) => text.includes(one)));
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  it('[sec-canary-6] the tables hold sealed texts only sealed, and no credential and no address', () => {
    expect([...items.values()].some((text) => canariesIn(text).includes('wish'))).toBe(true);
    expect(misplaced(items)).toEqual([]);
    const open = [...items].filter(([, text]) => credentials.some((one) => text.includes(one)) || text.includes('127.0.0.1'));
    expect(open.map(([key]) => key)).toEqual([]);
  });

  it('[sec-canary-7] the file of the database holds no unsealed text, credential or address in any byte', () => {
    const raw = places.filter(isDatabase);
    const lying = Object.keys(whereabouts).filter((kind) => whereabouts[kind]?.liesIn.length !== 0);
    expect(raw.some(({ text }) => canariesIn(text).includes('wish'))).toBe(true);
    expect(unique(raw.flatMap(({ text }) => canariesIn(text).filter((kind) => !lying.includes(kind))))).toEqual([]);
    expect(raw.filter(({ text }) => credentials.some((one) => text.includes(one))).map(({ name }) => name)).toEqual([]);
  });

  it('[sec-canary-8] an erased request is gone from both tables at once, with all its texts', async () => {
    const { talk } = evening;
    await talk.seeker.erase();
    await refused('gone', call('showRequest', talk.seeker.as));
    expect(leadingTo([talk.seeker], await (await theTables()).atRest(rest))).toEqual([]);
  });

  it('[sec-canary-9] after two retentions no talk aggregate and no text of one is left', async () => {
    await sweepAsOf(twoRetentionsSeconds / 2);
    await sweepAsOf(twoRetentionsSeconds);
    const left = await (await theTables()).contents();
    expect([...left.keys()].filter((key) => itemKindOf(key) === 'talk')).toEqual([]);
    const said = [...left].flatMap(([key, text]) =>
      canariesIn(`${key} ${text}`).flatMap((kind) => (kindsOfATalk.includes(kind) ? [`${key}: ${kind}`] : [])),
    );
    expect(said).toEqual([]);
    expect(leadingTo([evening.talk.seeker, ...evening.others], left)).toEqual([]);
  });
});
