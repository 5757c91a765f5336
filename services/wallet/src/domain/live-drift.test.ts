import { describe, expect, it } from 'vitest';
import { CONFIRMED_AFTER_MS, type Look, looked, type Seen } from './live-drift.ts';

const T0 = new Date('2026-11-22T10:00:00Z');
const later = (ms: number): Date => new Date(T0.getTime() + ms);
const whose = { account: 'customer/c-1/SUBSCRIBER', customerId: 'c-1', kind: 'SUBSCRIBER' };
const after = (...seen: (readonly [Seen, number])[]): Look | undefined =>
  seen.reduce<Look | undefined>(
    (before, [one, ms]) => looked(before, whose, one, later(ms)),
    undefined,
  );
const equal: Seen = { ours: 5n, theirs: 5n };
const more: Seen = { ours: 5n, theirs: 9n };

describe('a difference', () => {
  it('is told once it has stood for a minute, for before it may be a callback on its way', () => {
    expect(after([more, 0])).toMatchObject({ state: 'SEEN_ONCE', since: T0 });
    expect(after([more, 0], [more, CONFIRMED_AFTER_MS - 1])?.state).toBe('SEEN_ONCE');
    const told = after([more, 0], [more, CONFIRMED_AFTER_MS]);
    expect(told).toMatchObject({ state: 'DRIFTS', since: T0, ours: 5n, theirs: 9n });
  });

  it('that changes begins anew, and one that is gone is gone', () => {
    const other: Seen = { ours: 5n, theirs: 8n };
    expect(after([more, 0], [other, CONFIRMED_AFTER_MS])?.state).toBe('SEEN_ONCE');
    const gone = after([more, 0], [equal, 1], [more, CONFIRMED_AFTER_MS]);
    expect(gone).toMatchObject({ state: 'SEEN_ONCE', since: later(CONFIRMED_AFTER_MS) });
    expect(after([more, 0], [equal, CONFIRMED_AFTER_MS])?.since).toBeUndefined();
  });

  it('stays known while something is on its way or KasPro does not answer, and is not told', () => {
    for (const silent of ['IN_FLIGHT', 'UNREAD'] as const) {
      const waiting = after([more, 0], [silent, 1]);
      expect(waiting).toMatchObject({ state: silent, ours: 5n, theirs: 9n });
      const told = after([more, 0], [silent, 1], [more, CONFIRMED_AFTER_MS]);
      expect(told?.state).toBe('DRIFTS');
    }
  });
});
