/**
 * A reading that everybody who asks within its life shares, so that what it costs does not grow with those who look on.
 * One that failed is shared with those who waited for it, and with nobody after them.
 */
export function sharedReading<T>(lifeMs: number, read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  let endsAt = -Infinity;

  async function readAnew(): Promise<T> {
    try {
      const value = await read();
      endsAt = performance.now() + lifeMs;
      return value;
    } catch (error) {
      reading = undefined;
      throw error;
    }
  }

  return async () => {
    if (reading === undefined || performance.now() >= endsAt) {
      // Until it is there, those who ask meanwhile wait for this one.
      endsAt = Infinity;
      reading = readAnew();
    }
    return await reading;
  };
}
