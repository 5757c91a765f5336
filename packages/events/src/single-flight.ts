/**
 * Looks a value up once, however many ask at the same time, and keeps it for ever.
 * A failure is not kept: the next to ask tries again.
 */
export class SingleFlight<K, V> {
  readonly #known = new Map<K, V>();
  readonly #underway = new Map<K, Promise<V>>();
  readonly #find: (key: K) => Promise<V>;

  constructor(find: (key: K) => Promise<V>) {
    this.#find = find;
  }

  /** The value, if it was found before. */
  known(key: K): V | undefined {
    return this.#known.get(key);
  }

  get(key: K): Promise<V> {
    const underway = this.#underway.get(key);
    if (underway !== undefined) return underway;
    const flight = this.#start(key).finally(() => this.#underway.delete(key));
    this.#underway.set(key, flight);
    return flight;
  }

  async #start(key: K): Promise<V> {
    const value = this.#known.get(key) ?? (await this.#find(key));
    this.#known.set(key, value);
    return value;
  }
}
