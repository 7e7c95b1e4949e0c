/** Setting up a space in six steps, and changing it. */
import { describe, expect, it } from 'vitest';
import { policyLimits, spaceLimits } from '../../shared/domain/limits.ts';
import {
  aClosedSpace,
  addCoordinator,
  aSpace,
  confirm,
  createSpace,
  edit,
  sixSteps,
  tagOfSpace,
  type ASpace,
} from './support/a-space.ts';
import { aKeyOfOnce, ask } from './support/a-seeker.ts';
import { aVolunteer } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import { call, callRaw, refused, succeeded, succeeds, tagOf } from './support/call.ts';
import { statement } from './support/canary.ts';
import { anOperator } from './support/service.ts';
import { once } from './support/once.ts';
import { publicView } from './support/public-page.ts';

const { limits: _limits, ...six } = sixSteps();
const anyOperator = once(() => anOperator());
const anySpace = once(() => aSpace());

describe.concurrent('a space', () => {
  it('is set up in six steps, with the documented defaults for the rest', async () => {
    const answered = await createSpace(await anOperator(), { limits: undefined });
    const space = await succeeded(answered);
    expect(answered.status).toBe(201);
    expect(answered.headers.get('location')).toBe(`/v1/spaces/${space.id}`);
    expect(space).toMatchObject({
      ...six,
      groundRules: { version: 1, ...six.groundRules },
      audience: 'adult',
      demo: false,
      direct: false,
    });
    expect(space.limits).toEqual(defaultsOf(spaceLimits));
    expect(space.policy).toEqual({ name: 'priced', ...defaultsOf(policyLimits) });
    expect(space.hours).toEqual({ always: true });
  });

  it.for(['name', 'purpose', 'country', 'groundRules', 'confidentiality', 'inclusivity'])(
    'is not set up without %s',
    async (step) => {
      const { token } = await anyOperator();
      const body = Object.fromEntries(Object.entries(sixSteps()).filter(([name]) => name !== step));
      const { errors } = await refused('bad-request', callRaw('createSpace', { token, body }));
      expect(errors).toMatchObject([{ pointer: `/${step}` }]);
    },
  );

  it.for([
    ['no ground rule', { groundRules: { items: [] } }, '/groundRules/items'],
    ['six ground rules', { groundRules: { items: Array.from({ length: 6 }, () => 'rule') } }, '/groundRules/items'],
    ['a country of four letters', { country: 'GBRX' }, '/country'],
    ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, '/timeZone'],
    ['a time zone that is an offset', { timeZone: '+01:00' }, '/timeZone'],
    ['an unknown audience', { audience: 'all' }, '/audience'],
    ['hours that end as they begin', { hours: { weekly: [{ day: 'monday', from: '09:00', to: '09:00' }] } }, '/hours'],
    ['hours that no clock shows', { hours: { weekly: [{ day: 'monday', from: '9', to: '24:01' }] } }, '/hours'],
    ['no role', { roles: [] }, '/roles'],
    ['no channel', { channels: [] }, '/channels'],
    ['no language', { inclusivity: { languages: [], identityPreferences: [] } }, '/inclusivity/languages'],
  ] as const)('is not set up with %s', async ([, part, pointer]) => {
    const { token } = await anyOperator();
    const { errors = [] } = await refused('bad-request', callRaw('createSpace', { token, body: { ...sixSteps(), ...part } }));
    expect(
      errors.every((one) => one.pointer.startsWith(pointer)),
      JSON.stringify(errors),
    ).toBe(true);
  });

  it('takes every limit within its range and none outside', async () => {
    const space = await aSpace();
    for (const [name, { min, max }] of Object.entries(spaceLimits)) {
      for (const value of [min, max])
        expect((await edit(space, { limits: { [name]: value } })).limits).toHaveProperty(name, value);
      await refuseOutside(space, 'limits', { [name]: [min - 1, max + 1] });
    }
    for (const [name, { min, max }] of Object.entries(policyLimits)) {
      for (const value of [min, max])
        expect((await edit(space, { policy: { [name]: value } })).policy).toHaveProperty(name, value);
      await refuseOutside(space, 'policy', { [name]: [min - 1, max + 1] });
    }
    expect((await edit(space, { policy: { hedgeAfterSeconds: null } })).policy.hedgeAfterSeconds).toBeNull();
    await refuseOutside(space, 'limits', { restSeconds: [1.5, '60', null] });
    await refuseOutside(space, 'policy', { name: ['lifo'] });
  });

  it('is made once per Idempotency-Key', async () => {
    const operator = await anOperator();
    const key = aKeyOfOnce();
    const made = await Promise.all([1, 2, 3, 4].map(() => succeeded(createSpace(operator, {}, key))));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    await refused('idempotency-mismatch', createSpace(operator, { name: statement('other') }, key));
  });

  it('is changed only by a coordinator who has read the current state', async () => {
    const space = await aSpace();
    const first = await tagOfSpace(space);
    const change = (tag: string | undefined, name: string) =>
      callRaw('editSpace', { ...coordinating(space), ifMatch: tag, body: { name } });
    await refused('precondition-required', change(undefined, statement('without')));
    const answered = await change(first, statement('new name'));
    expect(answered.status).toBe(200);
    expect(tagOf(answered)).not.toBe(first);
    await refused('stale', change(first, statement('late')));
    await refused('stale', change('"other"', statement('guessed')));
    expect((await publicView(space)).name).toBe(statement('new name'));
    const byOperator = {
      token: space.operator.token,
      params: { space: space.id },
      ifMatch: tagOf(answered),
      body: { direct: true },
    };
    expect((await succeeds('editSpace', byOperator)).direct).toBe(true);
  });

  it('is changed by one of two coordinators who change it at once', async () => {
    const space = await aSpace();
    const tag = await tagOfSpace(space);
    const change = (name: string) => call('editSpace', { ...coordinating(space), ifMatch: tag, body: { name } });
    const statuses = await Promise.all(['one', 'two', 'three'].map(async (name) => (await change(statement(name))).status));
    expect(statuses.toSorted()).toEqual([200, 412, 412]);
  });

  it('gets a new version of its ground rules when they change, and the old version is refused', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const { items } = space.settings.groundRules;
    expect((await edit(space, { groundRules: { items } })).groundRules.version).toBe(1);
    const rules = { version: 2, items: [...items, statement('another rule')] };
    expect((await edit(space, { groundRules: { items: rules.items } })).groundRules).toEqual(rules);
    const stale = await refused('stale-ground-rules', ask(space, { groundRulesVersion: 1 }));
    expect(stale).toMatchObject({ groundRules: rules });
    await refused('stale-ground-rules', ask(space, { groundRulesVersion: 3 }));
    expect((await ask(space, { groundRulesVersion: 2 })).status).toBe(202);
  });

  it.for([
    ['its audience', { audience: 'teen' }],
    ['its country', { country: 'FR' }],
    ['whether it is a demo', { demo: true }],
    ['the version of its ground rules', { groundRules: { version: 7, items: ['x'] } }],
    [
      'a join template that is not a web address',
      { handover: { seekerUrl: 'javascript:alert(1)//{conversation}', volunteerUrl: 'https://v.example/' } },
    ],
  ] as const)('never takes a change of %s', async ([, body]) => {
    const space = await anySpace();
    await refused('bad-request', callRaw('editSpace', { ...coordinating(space), ifMatch: '*', body }));
  });

  it('[sec-spaces-1] for teens is opened by two people', async () => {
    const space = await aClosedSpace({ audience: 'teen' });
    expect(space.settings.audience).toBe('teen');
    await addCoordinator(space.operator, space.id, space.operator);
    await refused('unprocessable', confirm({ ...space, coordinator: space.operator }));
    expect((await publicView(space)).state).toBe('closed');
    expect((await confirm(space)).status).toBe(200);
    expect((await publicView(space)).state).not.toBe('closed');
    await refused('unprocessable', createSpace(space.operator, { audience: 'teen', demo: true }));
  });
});

function defaultsOf(bounds: Readonly<Record<string, { readonly default: number }>>): Record<string, number> {
  return Object.fromEntries(Object.entries(bounds).map(([name, bound]) => [name, bound.default]));
}

/** Expects that each of these values of each of these settings is refused, and that the answer names the setting. */
async function refuseOutside(
  space: ASpace,
  part: 'limits' | 'policy',
  wrong: Readonly<Record<string, readonly unknown[]>>,
): Promise<void> {
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const sent = { ...coordinating(space), ifMatch: '*', body: { [part]: { [name]: value } } };
      const { errors } = await refused('bad-request', call('editSpace', sent), `${name} ${String(value)}`);
      expect(errors).toMatchObject([{ pointer: `/${part}/${name}` }]);
    }
  }
}
