/** A map whose values are also kept in one array, which is never rebuilt. A snapshot of a thousand seats uses this array. */
export class ArrayMap<K, V> {
  readonly #values: V[] = [];
  readonly #keys: K[] = [];
  readonly #indexes = new Map<K, number>();

  /** The values, in no meaningful order. The next `set` or `delete` changes this array. */
  get values(): readonly V[] {
    return this.#values;
  }

  get(key: K): V | undefined {
    const index = this.#indexes.get(key);
    return index === undefined ? undefined : this.#values[index];
  }

  set(key: K, value: V): void {
    const index = this.#indexes.get(key) ?? this.#values.length;
    this.#indexes.set(key, index);
    this.#keys[index] = key;
    this.#values[index] = value;
  }

  delete(key: K): void {
    const index = this.#indexes.get(key);
    if (index === undefined) return;
    this.#indexes.delete(key);
    const lastKey = this.#keys.pop();
    const last = this.#values.pop();
    if (lastKey === undefined || last === undefined || index === this.#values.length) return;
    this.#keys[index] = lastKey;
    this.#values[index] = last;
    this.#indexes.set(lastKey, index);
  }
}
