/** Of many volunteers only those are checked who share a language with the request: all of them, each once, in their order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Speakers } from '../../shared/domain/policy/speakers.ts';
import { aSeat } from '../fixtures/domain.ts';
import { holds } from '../fixtures/seed.ts';

const speaking = (...languages: readonly string[]) => ({ seat: aSeat({ facts: { languages: [...languages] } }) });

describe('the speakers of a language', () => {
  const [english, polish, both, twice] = [speaking('en'), speaking('pl'), speaking('pl', 'en'), speaking('en', 'en')];
  const speakers = new Speakers([english, polish, both, twice]);

  test('are the volunteers who have it among their languages', () => {
    expect(speakers.of(['en'])).toEqual([english, both, twice]);
    expect(speakers.of(['pl'])).toEqual([polish, both]);
  });

  test('are none if no volunteer has it, or if no language is asked for', () => {
    expect(speakers.of(['cy'])).toEqual([]);
    expect(speakers.of([])).toEqual([]);
  });

  test('[bug-speakers-region] are found whatever region they or the seeker named', () => {
    const [british, american] = [speaking('en-GB', 'en'), speaking('en-US')];
    expect(new Speakers([british, polish, american]).of(['en'])).toEqual([british, american]);
    expect(new Speakers([british, polish, american]).of(['en-GB'])).toEqual([british, american]);
    expect(new Speakers([british, polish, american]).of(['cy', 'en-AU'])).toEqual([british, american]);
  });

  test('for several languages are those who speak any of them, each once', () => {
    expect(speakers.of(['pl', 'en'])).toEqual([english, polish, both, twice]);
    expect(speakers.of(['cy', 'pl'])).toEqual([polish, both]);
  });
});

test('no volunteer who shares a language is left out, and no other is checked', () => {
  const languages = fc.array(fc.constantFrom('en', 'de', 'pl', 'cy'), { minLength: 1, maxLength: 3 });
  holds(
    fc.property(fc.array(languages, { maxLength: 8 }), languages, (spoken, asked) => {
      const people = spoken.map((of) => speaking(...of));
      const sharing = people.filter(({ seat }) => asked.some((one) => seat.facts.languages.includes(one)));
      expect(new Speakers(people).of(asked)).toEqual(sharing);
    }),
  );
});
