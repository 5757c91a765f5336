/** A reading that takes so long, in ms, is shared; a shorter one is made for everybody who asks. */
const SHARED_FROM_MS = 500;
/** A shared reading is as old as this many times what it took, at most: no more than a twentieth of the time is spent reading. */
const REST = 19;

/**
 * For what reads every wallet there is: half a million take two seconds, and a watcher, a console and metrics all ask.
 * Whatever the number, the database reads for it a twentieth of the time at most. A reading that failed is not kept.
 */
export function pacedReading<T>(
  read: () => Promise<T>,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let last: Promise<T> | undefined;
  let endsAt = -Infinity;
  let tookMs = 0;

  async function readAnew(): Promise<T> {
    const startedAt = now();
    // Who asks meanwhile waits for this one, where the last was long.
    endsAt = tookMs < SHARED_FROM_MS ? -Infinity : Infinity;
    try {
      const value = await read();
      tookMs = now() - startedAt;
      endsAt = tookMs < SHARED_FROM_MS ? -Infinity : now() + REST * tookMs;
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
