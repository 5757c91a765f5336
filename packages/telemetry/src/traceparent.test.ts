import { describe, expect, it } from 'vitest';
import { childOf, isTraceparent, newTraceparent, traceIdOf } from './index.ts';

describe('a trace context', () => {
  it('is new each time', () => {
    expect(isTraceparent(newTraceparent())).toBe(true);
    expect(newTraceparent()).not.toBe(newTraceparent());
  });

  it('keeps its trace and flags in a child, and changes its span', () => {
    const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;
    expect(childOf(parent)).toMatch(new RegExp(`^00-${'a'.repeat(32)}-(?!b{16})[0-9a-f]{16}-00$`));
    expect(traceIdOf(childOf(parent))).toBe('a'.repeat(32));
  });

  it.each(['', 'x', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`])('starts anew after %j', (bad) => {
    expect(isTraceparent(bad)).toBe(false);
    expect(isTraceparent(childOf(bad))).toBe(true);
  });
});
