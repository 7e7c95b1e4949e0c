/**
 * Who speaks which language. Most who may not serve a request speak another one: of many volunteers those few are looked at
 * who share a language with it, and the hard constraints judge them as ever.
 */
import type { Seat } from '../seat.ts';
import { remembered } from './ask-keys.ts';

interface Speaker {
  readonly seat: Seat;
}

/** People by the languages they speak. Never changes. */
export class Speakers<One extends Speaker> {
  readonly #all: readonly One[];
  readonly #of = new Map<string, One[]>();

  constructor(all: readonly One[]) {
    this.#all = all;
    for (const one of all)
      for (const language of one.seat.facts.languages) {
        const speakers = remembered(this.#of, language, () => []);
        // A profile may name a language twice.
        if (speakers.at(-1) !== one) speakers.push(one);
      }
  }

  /** Those who speak any of the languages, in the order given, each once. */
  of(languages: readonly string[]): readonly One[] {
    const [only, ...more] = languages;
    if (only !== undefined && more.length === 0) return this.#of.get(only) ?? [];
    return this.#all.filter(({ seat }) => languages.some((one) => seat.facts.languages.includes(one)));
  }
}
