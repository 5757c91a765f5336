import { sharedReading } from '@angkutan/operations';

/** A reading that takes so long, in ms, is shared; a shorter one is made for everybody who asks. */
const SHARED_FROM_MS = 500;
/** A shared reading is as old as this many times what it took, at most: no more than a twentieth of the time is spent reading. */
const REST = 19;

/**
 * For what reads every wallet there is: half a million take two seconds, and a watcher, a console and metrics all ask.
 * Whatever the number, the database reads for it a twentieth of the time at most.
 */
export const pacedReading = <T>(read: () => Promise<T>, now?: () => number): (() => Promise<T>) =>
  sharedReading((tookMs) => (tookMs < SHARED_FROM_MS ? 0 : REST * tookMs), read, now);
