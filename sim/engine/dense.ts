/** Values by key, and all of them as an array that is never rebuilt: what a snapshot of a thousand seats is made of. */
export class Dense<K, V> {
  readonly #values: V[] = [];
  readonly #keys: K[] = [];
  readonly #places = new Map<K, number>();

  /** The values themselves, in no order that means anything; changes with the next `set` or `delete`. */
  get values(): readonly V[] {
    return this.#values;
  }

  get(key: K): V | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#values[place];
  }

  set(key: K, value: V): void {
    const place = this.#places.get(key) ?? this.#values.length;
    this.#places.set(key, place);
    this.#keys[place] = key;
    this.#values[place] = value;
  }

  delete(key: K): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    const lastKey = this.#keys.pop();
    const last = this.#values.pop();
    if (lastKey === undefined || last === undefined || place === this.#values.length) return;
    this.#keys[place] = lastKey;
    this.#values[place] = last;
    this.#places.set(lastKey, place);
  }
}
