/**
 * A reading that everybody who asks within its life shares, so that what it costs does not grow with those who look on.
 * `livesFor` says how long one that took so many ms lives, in ms; 0: it is made anew for everybody. One that failed is
 * shared with those who waited for it, and with nobody after them.
 */
export function sharedReading<T>(
  livesFor: (tookMs: number) => number,
  read: () => Promise<T>,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let last: Promise<T> | undefined;
  let endsAt = -Infinity;
  let tookMs = 0;

  async function readAnew(): Promise<T> {
    const startedAt = now();
    // Who asks meanwhile waits for this one, where one like the last would be shared.
    endsAt = livesFor(tookMs) > 0 ? Infinity : -Infinity;
    try {
      const value = await read();
      tookMs = now() - startedAt;
      const lifeMs = livesFor(tookMs);
      endsAt = lifeMs > 0 ? now() + lifeMs : -Infinity;
      return value;
    } catch (error) {
      endsAt = -Infinity;
      throw error;
    }
  }

  return async () => {
    if (last === undefined || now() >= endsAt) last = readAnew();
    return await last;
  };
}
