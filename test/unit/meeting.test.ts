/** Where the two sides meet: each conversation has its own link, and a space without a place to meet does not open. */
import { describe, expect, it } from 'vitest';
import { createPartner } from '../../shared/app/partners/create-partner.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { spaceEdit } from '../../shared/contract/spaces.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { conversationOf } from '../../shared/domain/ids.ts';
import { handover, linkFor, usableHandover } from '../../shared/domain/meeting.ts';
import { openingOf } from '../../shared/domain/opening.ts';
import type { Resource } from '../../shared/domain/support/resource.ts';
import { noon, requestNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, anonymousCaller, problemOf, valueOf, type Service } from '../fixtures/service.ts';
import { askingBody, spaceBody } from '../world/bodies.ts';

const both = (url: string) => handover.safeParse({ seekerUrl: url, volunteerUrl: url });

describe('a hand-over template', () => {
  it.each([
    'https://talk.example/{conversation}',
    'https://talk.example/?room={conversation}&side=seeker',
    'https://talk.example/#/{conversation}',
    'https://talk.example/%7Bconversation%7D',
    'https://talk.example/%7bconversation%7d',
  ])('gives each conversation its own link: %s', (url) => {
    const parsed = both(url);
    if (!parsed.success) throw new Error('refused');
    const [first, second] = [1, 2].map((n) => linkFor(parsed.data.seekerUrl, conversationOf(requestNo(1), n)));
    expect(first).not.toBe(second);
    expect(first).toContain(conversationOf(requestNo(1), 1));
  });

  it.each([
    'https://talk.example/',
    'https://talk.example/{Conversation}',
    'https://talk.example/{conversation',
    'https://talk.example/conversation',
    'https://talk.example/{conversation}/../room',
    'https://{conversation}.talk.example/',
    'ftp://talk.example/{conversation}',
  ])('[bug-one-room] is refused if it puts all pairs into one room, and says how to write it: %s', (url) => {
    const parsed = both(url);
    expect(parsed.success).toBe(false);
    if (!url.startsWith('ftp')) expect(parsed.error?.issues.map(({ message }) => message).join()).toContain('{conversation}');
  });

  it('is refused if one side alone has its own link, and is not used if an earlier version stored it', () => {
    const oneSided = { seekerUrl: 'https://talk.example/{conversation}', volunteerUrl: 'https://talk.example/' };
    expect(handover.safeParse(oneSided).success).toBe(false);
    expect(usableHandover(oneSided)).toBeUndefined();
    expect(usableHandover(spaceBody.handover)).toEqual(spaceBody.handover);
  });
});

describe('a space without a template', () => {
  const nowhere = { open: false, because: 'nowhere-to-meet', opensAt: null };
  const openingFor = async ({ ports }: Service, id: Parameters<typeof spaceOr404>[1]) =>
    openingOf(valueOf(await spaceOr404(ports, id)), noon);

  it('[bug-nowhere-to-meet] does not open until a partner could give links', async () => {
    const service = aService();
    const space = await aSpace(service, { demo: true, handover: null });
    expect(await openingFor(service, space)).toEqual(nowhere);
    const caller = service.person('operator', 'operator');
    valueOf(await createPartner(service.ports, { caller, body: { name: 'App', spaces: [space] } }, noon));
    expect(await openingFor(service, space)).toMatchObject({ open: true });
  });

  it('takes no seeker without a partner, whom no partner gives a link', async () => {
    const service = aService();
    const space = await aSpace(service, { demo: true, handover: null, direct: true });
    await aVolunteer(service, space, { subject: 'a' });
    const operator = service.person('operator', 'operator');
    valueOf(await createPartner(service.ports, { caller: operator, body: { name: 'App', spaces: [space] } }, noon));
    const command = { caller: anonymousCaller, space, key: crypto.randomUUID(), body: askBody.parse(askingBody) };
    expect(problemOf(await ask(service.ports, command, noon))).toMatchObject({
      code: 'space-closed',
      members: { closedBecause: 'nowhere-to-meet', opensAt: null },
    });
  });
});

describe('the own help entries of a space', () => {
  const entry: Resource = {
    id: 'our-line',
    country: 'GB',
    name: 'Our line',
    topics: ['general'],
    languages: ['en'],
    hours: null,
    contacts: [{ kind: 'short-code', number: '116123' }],
    source: { url: 'https://line.example/', publisher: 'We' },
    checkedBy: null,
    checkedAt: null,
    expiresAt: '2026-03-03',
  };

  it.each([
    ['expired', [{ ...entry, expiresAt: '2026-03-02' }], ['/resources/entries/0/expiresAt']],
    ['named twice', [entry, { ...entry, name: 'Another' }], ['/resources/entries/1/id']],
    ['named like a national one', [entry, { ...entry, id: 'gb-samaritans' }], ['/resources/entries/1/id']],
    ['named like the finder', [{ ...entry, id: 'find-a-helpline' }], ['/resources/entries/0/id']],
  ])('[bug-hidden-entries] are refused if they would not be shown: %s', async (_name, entries, pointers) => {
    const service = aService();
    await expect(aSpace(service, { resources: { entries } })).rejects.toThrow('unprocessable');
    const space = await aSpace(service);
    const edit = (list: Resource[]) => {
      const body = spaceEdit.parse({ resources: { entries: list } });
      return editSpace(service.ports, { caller: service.person('coordinator'), space, ifMatch: ['*'], body }, noon);
    };
    const { code, errors } = problemOf(await edit(entries));
    expect({ code, pointers: errors?.map(({ pointer }) => pointer) }).toEqual({ code: 'unprocessable', pointers });
    expect((await edit([entry])).ok).toBe(true);
  });
});
