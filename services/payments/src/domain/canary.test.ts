import { describe, expect, it } from 'vitest';
import {
  CANARY_EVERY_MS,
  CANARY_LIMIT_MS,
  canaryIdAt,
  heardOf,
  healthOf,
  type Heard,
} from './canary.ts';

const T0 = new Date(1_763_789_400_000);
const after = (ms: number): Date => new Date(T0.getTime() + ms);
const heard = (differs: Partial<Heard>): Heard => ({
  first: T0,
  last: { _id: 'canary-1', sentAt: T0, tookMs: 120 },
  count: 1,
  late: 0,
  ...differs,
});

describe('a canary', () => {
  it('is one for all instances until the next is due', () => {
    expect(canaryIdAt(after(CANARY_EVERY_MS - 1))).toBe(canaryIdAt(T0));
    expect(canaryIdAt(after(CANARY_EVERY_MS))).not.toBe(canaryIdAt(T0));
  });

  it('never takes less than no time, whatever the clocks say', () => {
    expect(heardOf('canary-1', T0.getTime(), after(-5)).tookMs).toBe(0);
    expect(heardOf('canary-1', T0.getTime(), after(120))).toMatchObject({
      sentAt: T0,
      tookMs: 120,
    });
  });
});

describe('how canaries fare', () => {
  it('counts one a time that it was due, also when nobody sent it', () => {
    const now = after(CANARY_LIMIT_MS + 9 * CANARY_EVERY_MS);
    expect(healthOf(heard({ count: 10 }), now)).toMatchObject({ due: 10, good: 10 });
    expect(healthOf(heard({ count: 4 }), now)).toMatchObject({ due: 10, good: 4 });
  });

  it('does not call good what came late', () => {
    const now = after(CANARY_LIMIT_MS + 9 * CANARY_EVERY_MS);
    expect(healthOf(heard({ count: 10, late: 3 }), now)).toMatchObject({ due: 10, good: 7 });
  });

  it('waits for the last one as long as it may take', () => {
    const now = after(CANARY_EVERY_MS + CANARY_LIMIT_MS - 1);
    expect(healthOf(heard({ count: 1 }), now)).toMatchObject({ due: 1, good: 1 });
    // The next one was quick: still no more than were due.
    expect(healthOf(heard({ count: 2 }), now)).toMatchObject({ due: 1, good: 1 });
  });
});
