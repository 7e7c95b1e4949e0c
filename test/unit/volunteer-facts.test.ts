/** The facts that a seat copies from a profile and its space: in the form in which they are compared. */
import { describe, expect, test } from 'vitest';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { volunteerOr404 } from '../../shared/app/volunteers/load-volunteer.ts';
import { violations } from '../../shared/domain/eligibility.ts';
import { foldLabel } from '../../shared/domain/text.ts';
import { factsOf, ineligibilities } from '../../shared/domain/volunteer.ts';
import { foldPreference } from '../../shared/domain/vocabulary.ts';
import { aTalk, noon } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, valueOf } from '../fixtures/service.ts';
import type { SpaceBody, VolunteerBody } from '../world/bodies.ts';

async function aMember(spaceParts: Partial<SpaceBody>, parts: Partial<VolunteerBody>) {
  const service = aService();
  const space = await aSpace(service, spaceParts);
  const { id: volunteer } = (await aVolunteer(service, space, { subject: 'a', ...parts })).view;
  const member = valueOf(await volunteerOr404(service.ports, { space, volunteer }));
  return { volunteer: member.volunteer, space: valueOf(await spaceOr404(service.ports, space)) };
}

describe('the facts of a volunteer', () => {
  test('[bug-mute-by-spelling] say that a topic is muted, however the seeker and the volunteer spell it', async () => {
    const { volunteer, space } = await aMember({ topics: ['Self-harm'] }, { mutedTopics: ['SELF-harm'] });
    for (const topic of ['Self-harm', 'SELF-HARM', 'self‐harm'])
      expect(violations(aTalk({ criteria: { topics: [foldLabel(topic)] } }).criteria, factsOf(volunteer, space))).toEqual([
        'topic-muted',
      ]);
  });

  test('meet a required attribute, however it is spelled', async () => {
    const { volunteer, space } = await aMember({}, { attributes: { Gender: ['Woman'] } });
    const preferences = [foldPreference({ attribute: 'gender', value: 'WOMAN', strength: 'require' })];
    expect(violations(aTalk({ criteria: { preferences } }).criteria, factsOf(volunteer, space))).toEqual([]);
  });

  test('[bug-scripts-apart] keep scripts apart where the space does', async () => {
    const languages = ['zh-Hant', 'zh-Hans'];
    const asked = aTalk({ criteria: { languages: ['zh-TW'] } }).criteria;
    for (const scriptsApart of [true, false]) {
      const inclusivity = { languages, identityPreferences: [], scriptsApart };
      const { volunteer, space } = await aMember({ inclusivity }, { languages: ['zh-Hans'] });
      expect(violations(asked, factsOf(volunteer, space))).toEqual(scriptsApart ? ['no-shared-language'] : []);
    }
  });

  test('[bug-credential-by-spelling] count a credential, however the space spells its kind', async () => {
    const credentials = [{ kind: 'dbs check', expiresAt: '2027-01-01T00:00:00Z' }];
    const { volunteer, space } = await aMember({ credentialsRequired: ['DBS Check'] }, { credentials });
    expect(ineligibilities(volunteer, space, noon)).toEqual([]);
    expect(factsOf(volunteer, space).eligibleUntil).toBe(Date.parse('2027-01-01T00:00:00Z'));
  });
});
