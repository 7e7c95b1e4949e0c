/** What coordinators and operators read about spaces, and what only coordinators see of a volunteer. */
import { describe, expect, it } from 'vitest';
import { me } from '../../shared/app/me/me.ts';
import { listAudit } from '../../shared/app/audit/list-audit.ts';
import { addCoordinator, removeCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { listCoordinators, listSpaces, showSettings } from '../../shared/app/spaces/read-settings.ts';
import { homeKeys } from '../../shared/app/store/keys.ts';
import { coordinatedRecord, listedSpaceRecord } from '../../shared/app/store/home-records.ts';
import { showVolunteer } from '../../shared/app/volunteers/read-volunteers.ts';
import { coordinatorView, listedSpace, spaceEdit, spaceSettingsView } from '../../shared/contract/spaces.ts';
import { noon } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  anonymousCaller,
  committed,
  editOf,
  everyPage,
  expectConforms,
  problemOf,
  stored,
  valueOf,
} from '../fixtures/service.ts';

const page = { limit: 1 };

describe('the settings of a space', () => {
  it('hold every field that an edit takes, and the tag that it needs', async () => {
    const service = aService();
    const space = await aSpace(service, {
      handover: { seekerUrl: 'https://a.example/{conversation}', volunteerUrl: 'https://b.example/{conversation}' },
    });
    const caller = service.person('coordinator');
    const { view, etag } = valueOf(await showSettings(service.ports, { caller, space }));
    expectConforms(spaceSettingsView, view);
    for (const field of Object.keys(spaceEdit.shape)) expect(view).toHaveProperty(field);
    const edited = valueOf(
      await editSpace(service.ports, { caller, space, ifMatch: [etag], body: spaceEdit.parse({ name: 'Another' }) }, noon),
    );
    expect(valueOf(await showSettings(service.ports, { caller, space }))).toEqual(edited);
  });

  it('are read without an audit row, by coordinators of the space and operators', async () => {
    const service = aService();
    const [space, other] = [await aSpace(service), await aSpace(service)];
    const { ports, person } = service;
    valueOf(await addCoordinator(ports, { caller: person('o', 'operator'), space: other, sub: 'elsewhere' }, noon));
    const rows = async () => valueOf(await listAudit(ports, { caller: person('coordinator'), space, limit: 100 })).items.length;
    const before = await rows();
    valueOf(await showSettings(ports, { caller: person('o', 'operator'), space }));
    valueOf(await showSettings(ports, { caller: person('coordinator'), space }));
    expect(await rows()).toBe(before);
    expect(problemOf(await showSettings(ports, { caller: person('elsewhere'), space })).code).toBe('not-found');
    expect(problemOf(await showSettings(ports, { caller: anonymousCaller, space })).code).toBe('unauthenticated');
  });
});

describe('the list of spaces', () => {
  it('has those of a coordinator, and all for an operator, page by page', async () => {
    const service = aService();
    const { ports, person } = service;
    const [one, two] = [await aSpace(service, { demo: true }), await aSpace(service)];
    valueOf(await addCoordinator(ports, { caller: person('o', 'operator'), space: one, sub: 'carla' }, noon));
    const listed = (caller: ReturnType<typeof person>) =>
      everyPage((cursor) => listSpaces(ports, { caller, ...page, ...cursor }, noon));
    const ofOperator = (await listed(person('o', 'operator'))).flat();
    expect(ofOperator.map(({ id }) => id).toSorted()).toEqual([one, two].toSorted());
    const ofCarla = (await listed(person('carla'))).flat();
    for (const item of ofCarla) expectConforms(listedSpace, item);
    expect(ofCarla).toMatchObject([{ id: one, state: 'busy', demo: true }]);
    expect(problemOf(await listSpaces(ports, { caller: person('stranger'), ...page }, noon)).code).toBe('not-found');
    expect(problemOf(await listSpaces(ports, { caller: anonymousCaller, ...page }, noon)).code).toBe('unauthenticated');
  });

  it('is in what a coordinator reads about themselves, until they are removed', async () => {
    const service = aService();
    const { ports, person } = service;
    const space = await aSpace(service, { demo: true });
    const command = { caller: person('o', 'operator'), space, sub: 'carla' };
    valueOf(await addCoordinator(ports, command, noon));
    const mine = async () => valueOf(await me(ports, { caller: person('carla') }, noon)).coordinates;
    expect(await mine()).toMatchObject([{ space, state: 'busy' }]);
    valueOf(await removeCoordinator(ports, command, noon));
    expect(await mine()).toEqual([]);
  });

  it('gets a space and a coordinator of the version before when the coordinator is added again', async () => {
    const service = aService();
    const { ports, store, person } = service;
    const space = await aSpace(service);
    const subject = person('coordinator').subject;
    const coordinated = await stored(store, homeKeys.coordinated(subject, space), coordinatedRecord);
    const listed = await stored(store, homeKeys.listedSpace(space), listedSpaceRecord);
    valueOf(await committed(store, [coordinatedRecord.remove(coordinated), listedSpaceRecord.remove(listed)]));
    const caller = person('o', 'operator');
    expect(valueOf(await listSpaces(ports, { caller, ...page }, noon)).items).toEqual([]);
    valueOf(await addCoordinator(ports, { caller, space, sub: 'coordinator' }, noon));
    expect(valueOf(await listSpaces(ports, { caller, ...page }, noon)).items).toMatchObject([{ id: space }]);
    expect(valueOf(await listSpaces(ports, { caller: person('coordinator'), ...page }, noon)).items).toMatchObject([
      { id: space },
    ]);
  });
});

it('the list of coordinators says which one is the caller, and links no person across spaces', async () => {
  const service = aService();
  const { ports, person } = service;
  const [one, two] = [await aSpace(service), await aSpace(service)];
  for (const space of [one, two])
    valueOf(await addCoordinator(ports, { caller: person('o', 'operator'), space, sub: 'carla' }, noon));
  const of = async (space: typeof one) =>
    (await everyPage((cursor) => listCoordinators(ports, { caller: person('carla'), space, ...page, ...cursor }))).flat();
  const [first, second] = [await of(one), await of(two)];
  for (const item of first) expectConforms(coordinatorView, item);
  expect(first.map(({ you }) => you).toSorted()).toEqual([false, true]);
  const words = [...first, ...second].map(({ coordinator }) => coordinator);
  expect(new Set(words).size).toBe(4);
  expect(words.join()).not.toContain(person('carla').subject);
  expect(problemOf(await listCoordinators(ports, { caller: person('stranger'), space: one, ...page })).code).toBe('not-found');
});

it('the label of a volunteer is written and taken away by coordinators, and the volunteer never sees it', async () => {
  const service = aService();
  const space = await aSpace(service);
  const { view } = await aVolunteer(service, space, { subject: 'vera', label: 'Vera, Tuesdays' });
  expect(view.label).toBe('Vera, Tuesdays');
  const which = { space, volunteer: view.id };
  expect(JSON.stringify(valueOf(await me(service.ports, { caller: service.person('vera') }, noon)))).not.toContain('Tuesdays');
  expect(valueOf(await editOf(service, which, { topics: ['grief'] })).view.label).toBe('Vera, Tuesdays');
  expect(valueOf(await editOf(service, which, { label: 'Vera' })).view.label).toBe('Vera');
  valueOf(await editOf(service, which, { label: null }));
  const shown = valueOf(await showVolunteer(service.ports, { caller: service.person('coordinator'), ...which }, noon));
  expect(shown.view).not.toHaveProperty('label');
});
