import type { Rupiah } from '@angkutan/money';

/**
 * One thing that happened to a ride or a payment, as its owner may read it.
 * `step` counts what happened to the ride and to all its payments together, so that their timelines
 * merge into one story even where the clocks of two processes disagree.
 */
export interface TimelineEntry {
  readonly step: number;
  readonly at: Date;
  readonly event: string;
  readonly amount?: Rupiah;
  readonly reason?: string;
}

/** When an event happened, and its place in the ride's story. */
export interface Stamp {
  readonly step: number;
  readonly at: Date;
}

/** The entry for an event; it shows those two of its fields that the event has. */
export const entryOf = (
  event: { readonly type: string; readonly amount?: Rupiah; readonly reason?: string },
  stamp: Stamp,
): TimelineEntry => ({
  step: stamp.step,
  at: stamp.at,
  event: event.type,
  ...(event.amount !== undefined && { amount: event.amount }),
  ...(event.reason !== undefined && { reason: event.reason }),
});
