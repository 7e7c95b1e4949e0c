/**
 * Which volunteers speak which language. Most volunteers who may not serve a request speak another language. So only those who
 * share a language with the request are checked. The hard constraints still apply to them.
 */
import { shareLanguage, spokenKey } from '../language.ts';
import type { Seat } from '../seat.ts';
import { remembered } from './criteria-keys.ts';

interface Speaker {
  readonly seat: Seat;
}

/** Volunteers by the languages they speak. Immutable. */
export class Speakers<One extends Speaker> {
  readonly #all: readonly One[];
  readonly #of = new Map<string, One[]>();

  constructor(all: readonly One[]) {
    this.#all = all;
    for (const one of all)
      for (const language of one.seat.facts.languages) {
        const speakers = remembered(this.#of, spokenKey(language), () => []);
        // A profile may name several regions of a language.
        if (speakers.at(-1) !== one) speakers.push(one);
      }
  }

  /** The volunteers who speak any of the languages, in the order given, each once. */
  of(languages: readonly string[]): readonly One[] {
    const [only, ...more] = languages;
    if (only !== undefined && more.length === 0) return this.#of.get(spokenKey(only)) ?? [];
    return this.#all.filter(({ seat }) => shareLanguage(languages, seat.facts.languages));
  }
}
