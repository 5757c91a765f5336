/**
 * Places for calls under way. A place is held until the call itself has ended, so a slow provider cannot take
 * more than its places; opossum's own capacity would free one at the timeout while the call still runs.
 */
export interface Bulkhead {
  readonly full: boolean;
  hold<T>(call: () => Promise<T>): Promise<T>;
}

export function createBulkhead(places: number): Bulkhead {
  let taken = 0;
  return {
    get full() {
      return taken >= places;
    },
    async hold(call) {
      taken += 1;
      try {
        return await call();
      } finally {
        taken -= 1;
      }
    },
  };
}
