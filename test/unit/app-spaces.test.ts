import { describe, expect, it } from 'vitest';
import { addCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { confirmResources } from '../../shared/app/spaces/confirm-resources.ts';
import { createSpace } from '../../shared/app/spaces/create-space.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { spaceCreation, spaceEdit, spaceSettingsView } from '../../shared/contract/spaces.ts';
import { partnerId, spaceId } from '../../shared/domain/ids.ts';
import { spaceLimits } from '../../shared/domain/limits.ts';
import { noon } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  expectConforms,
  disruption,
  anonymousCaller,
  overtakenBy,
  problemOf,
  valueOf,
} from '../fixtures/service.ts';
import { spaceBody } from '../world/bodies.ts';

const body = spaceCreation.parse(spaceBody);

describe('creating a space', () => {
  it('requires the six steps and has defaults for the rest', async () => {
    const { ports, person } = aService();
    const { view, etag } = valueOf(await createSpace(ports, { caller: person('o', 'operator'), body }, noon));
    expectConforms(spaceSettingsView, view);
    expect(view).toMatchObject({
      roles: ['listener', 'mentor', 'professional'],
      channels: ['chat'],
      hours: { always: true },
      duty: { weekly: [] },
      direct: false,
      crisis: false,
      credentialsRequired: [],
      confirmed: [],
      groundRules: { version: 1, items: ['Be kind'] },
      policy: { name: 'priced', hedgeAfterSeconds: 22, overtakesMax: 0 },
    });
    expect(view.limits.restSeconds).toBe(spaceLimits.restSeconds.default);
    expect(etag).toBe(valueOf(await spaceOr404(ports, view.id)).rev);
  });

  it('is for operators: 401 for a caller who is not authenticated, 403 for every other caller', async () => {
    const { ports, person } = aService();
    expect(problemOf(await createSpace(ports, { caller: anonymousCaller, body }, noon)).code).toBe('unauthenticated');
    expect(problemOf(await createSpace(ports, { caller: person('other'), body }, noon)).code).toBe('forbidden');
  });

  it('creates one space however often the same key comes, and refuses another payload', async () => {
    const { ports, person } = aService();
    const caller = person('o', 'operator');
    const first = valueOf(await createSpace(ports, { caller, key: 'k', body }, noon));
    expect(valueOf(await createSpace(ports, { caller, key: 'k', body }, noon))).toEqual(first);
    const other = { ...body, name: 'Another' };
    expect(problemOf(await createSpace(ports, { caller, key: 'k', body: other }, noon)).code).toBe('idempotency-mismatch');
    const stranger = person('other', 'operator');
    expect(valueOf(await createSpace(ports, { caller: stranger, key: 'k', body }, noon)).view.id).not.toBe(first.view.id);
  });

  it.each(['conflict', 'unknownUndone', 'unknownDone'] as const)(
    'creates one space after %s, also without a key',
    async (what) => {
      const { ports, person, ahead, store } = aService();
      ahead.push(disruption[what]);
      valueOf(await createSpace(ports, { caller: person('o', 'operator'), body }, noon));
      expect(store.dump().filter((item) => item.key.sk === 'SPACE')).toHaveLength(1);
    },
  );

  it('answers 503 and changes nothing if the store cannot be used', async () => {
    const { ports, person, ahead, store } = aService();
    ahead.push(disruption.unavailable);
    expect(problemOf(await createSpace(ports, { caller: person('o', 'operator'), body }, noon)).code).toBe('unavailable');
    expect(store.dump()).toEqual([]);
  });

  it('refuses a demo for teens, because no coordinator would confirm it', async () => {
    const { ports, person } = aService();
    const teen = spaceCreation.parse({ ...spaceBody, audience: 'teen', demo: true });
    const problem = problemOf(await createSpace(ports, { caller: person('o', 'operator'), body: teen }, noon));
    expect(problem).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/demo' }] });
  });
});

describe('editing a space', () => {
  async function edited(edit: unknown) {
    const service = aService();
    const space = await aSpace(service, {
      handover: { seekerUrl: 'https://a.example/{conversation}', volunteerUrl: 'https://b.example/{conversation}' },
    });
    const { rev } = valueOf(await spaceOr404(service.ports, space));
    const command = { caller: service.person('coordinator'), space, ifMatch: [rev], body: spaceEdit.parse(edit) };
    return valueOf(await editSpace(service.ports, command, noon)).view;
  }

  it('changes only the fields that are sent', async () => {
    const view = await edited({ name: 'Night line', limits: { restSeconds: 0 }, policy: { hedgeAfterSeconds: null } });
    expectConforms(spaceSettingsView, view);
    expect(view).toMatchObject({ name: 'Night line', purpose: spaceBody.purpose });
    expect(view.limits).toMatchObject({ restSeconds: 0, offerWindowSeconds: spaceLimits.offerWindowSeconds.default });
    expect(view.policy).toMatchObject({ hedgeAfterSeconds: null, name: 'priced' });
    expect(view.handover).toBeDefined();
  });

  it('accepts null to end the handover', async () => {
    expect((await edited({ handover: null })).handover).toBeUndefined();
  });

  it('makes a new version of changed ground rules, and none of unchanged ones', async () => {
    expect((await edited({ groundRules: { items: ['Be kind'] } })).groundRules.version).toBe(1);
    expect((await edited({ groundRules: { items: ['Be kind', 'Be here'] } })).groundRules.version).toBe(2);
  });

  it('accepts no audience and no country', () => {
    expect(spaceEdit.safeParse({ audience: 'teen' }).success).toBe(false);
    expect(spaceEdit.safeParse({ country: 'IE' }).success).toBe(false);
  });

  it('needs the ETag that was read: 428 without, 412 with an old one, and the first of two edits wins', async () => {
    const service = aService();
    const { ports } = service;
    const space = await aSpace(service);
    const { rev } = valueOf(await spaceOr404(ports, space));
    const edit = (tags: string | undefined, name: string) =>
      editSpace(
        ports,
        { caller: service.person('coordinator'), space, ifMatch: tags?.split(' '), body: spaceEdit.parse({ name }) },
        noon,
      );
    expect(problemOf(await edit(undefined, 'A')).code).toBe('precondition-required');
    expect(problemOf(await edit('old', 'A')).code).toBe('stale');
    service.ahead.push(overtakenBy(() => edit(rev, 'Faster')));
    expect(problemOf(await edit(rev, 'Slower')).code).toBe('stale');
    expect(valueOf(await spaceOr404(ports, space)).name).toBe('Faster');
    expect(valueOf(await edit('*', 'With any ETag')).view.name).toBe('With any ETag');
    const latest = valueOf(await spaceOr404(ports, space)).rev;
    expect(valueOf(await edit(`${rev} ${latest}`, 'One of two')).view.name).toBe('One of two');
  });

  it('does not call its own edit stale if the answer of the store was lost, even if another edit follows', async () => {
    const service = aService();
    const { ports, ahead } = service;
    const space = await aSpace(service);
    const { rev } = valueOf(await spaceOr404(ports, space));
    const edit = (tags: string, name: string) =>
      editSpace(ports, { caller: service.person('coordinator'), space, ifMatch: [tags], body: spaceEdit.parse({ name }) }, noon);
    ahead.push(async (commit) => {
      await commit();
      await edit('*', 'After');
      return disruption.unknownUndone();
    });
    expect((await edit(rev, 'Mine')).ok).toBe(true);
    expect(valueOf(await spaceOr404(ports, space)).name).toBe('After');
    expect(service.store.dump().filter((item) => item.body['what'] === 'space-edited')).toHaveLength(2);
  });

  it('is for its coordinators and for operators; for every other caller the space does not exist', async () => {
    const service = aService();
    const space = await aSpace(service);
    const other = await aSpace(service);
    const edit = (caller: Parameters<typeof editSpace>[1]['caller'], where = space) =>
      editSpace(service.ports, { caller, space: where, ifMatch: ['*'], body: spaceEdit.parse({ name: 'New' }) }, noon);
    expect(problemOf(await edit(anonymousCaller)).code).toBe('unauthenticated');
    expect(problemOf(await edit(service.person('stranger'))).code).toBe('not-found');
    const partner = partnerId.parse('ptn_00000001');
    const key = { kind: 'partner', partner, spaces: [space], rights: ['ask'], test: false } as const;
    expect(problemOf(await edit(key)).code).toBe('not-found');
    expect((await edit(service.person('another', 'operator'))).ok).toBe(true);
    expect(valueOf(await spaceOr404(service.ports, other)).name).toBe(spaceBody.name);
    const nowhere = spaceId.parse('spc_nowhere00');
    expect(problemOf(await edit(service.person('another', 'operator'), nowhere)).code).toBe('not-found');
  });
});

describe('confirming help numbers', () => {
  it('records who confirmed a country and when, and lists what was confirmed', async () => {
    const service = aService();
    const space = await aSpace(service);
    const command = { caller: service.person('coordinator'), space, country: 'IE' };
    const view = valueOf(await confirmResources(service.ports, command, noon));
    expect(view.resources.length).toBeGreaterThan(1);
    const { confirmed } = valueOf(await spaceOr404(service.ports, space));
    expect(confirmed).toEqual({
      GB: { at: noon, by: service.person('coordinator').subject },
      IE: { at: noon, by: service.person('coordinator').subject },
    });
  });

  it('refuses a country without numbers, unless the space has its own', async () => {
    const service = aService();
    const own = {
      id: 'own-line',
      country: 'AQ',
      name: 'Own line',
      topics: ['general'],
      languages: ['en'],
      hours: null,
      contacts: [{ kind: 'url', url: 'https://own.example/' } as const],
      source: { url: 'https://own.example/', publisher: 'Own' },
      checkedBy: null,
      checkedAt: null,
      expiresAt: '2027-01-01',
    };
    const caller = service.person('coordinator');
    const without = await aSpace(service);
    const refused = await confirmResources(service.ports, { caller, space: without, country: 'AQ' }, noon);
    expect(problemOf(refused).code).toBe('unprocessable');
    const space = await aSpace(service, { resources: { entries: [own] } });
    expect((await confirmResources(service.ports, { caller, space, country: 'AQ' }, noon)).ok).toBe(true);
  });

  it('is only for coordinators of the space', async () => {
    const service = aService();
    const space = await aSpace(service);
    const confirm = (caller: Parameters<typeof confirmResources>[1]['caller']) =>
      confirmResources(service.ports, { caller, space, country: 'GB' }, noon);
    expect(problemOf(await confirm(anonymousCaller)).code).toBe('unauthenticated');
    expect(problemOf(await confirm(service.person('operator', 'operator'))).code).toBe('not-found');
  });

  it('is written once although the answer of the store was lost', async () => {
    const service = aService();
    const space = await aSpace(service);
    service.ahead.push(disruption.unknownDone);
    valueOf(await confirmResources(service.ports, { caller: service.person('coordinator'), space, country: 'IE' }, noon));
    const rows = service.store.dump().filter((item) => item.body['about'] === 'IE');
    expect(rows).toHaveLength(1);
  });

  it('needs two people to open a space for teens', async () => {
    const service = aService();
    const space = await aSpace(service, { audience: 'teen' });
    const operator = service.person('operator', 'operator');
    valueOf(await addCoordinator(service.ports, { caller: operator, space, sub: 'operator' }, noon));
    const confirm = (sub: string, country = 'GB') =>
      confirmResources(service.ports, { caller: service.person(sub), space, country }, noon);
    expect(problemOf(await confirm('operator')).code).toBe('unprocessable');
    expect((await confirm('operator', 'IE')).ok).toBe(true);
    expect((await confirm('coordinator')).ok).toBe(true);
  });
});
