import { describe, expect, test } from 'vitest';
import { FORMATS } from './formats.ts';

const { id, en } = FORMATS;

describe('the page writes', () => {
  test('whole rupiah as each language does', () => {
    expect(id.rupiah(1_250_000)).toBe('Rp\u00a01.250.000');
    expect(en.rupiah(1_250_000)).toBe('Rp\u00a01,250,000');
    expect(id.signed(5_000)).toBe('+Rp\u00a05.000');
    expect(id.signed(0)).toBe('Rp\u00a00');
  });

  test('times on the clock of Jakarta', () => {
    expect(id.moment('2026-11-22T20:59:01.123Z')).toBe('23 Nov, 03.59.01');
    expect(en.clock('2026-11-22T20:59:01.123Z')).toBe('03:59:01.123');
  });

  test('what is no time as it came', () => {
    expect(id.moment('soon')).toBe('soon');
  });

  test('a span in the largest unit that fits, and none below nothing', () => {
    expect([3, 400, 7_300, 200_000].map(en.span)).toEqual(['3s', '6m', '2h', '2d']);
    expect(en.span(-4)).toBe('0s');
  });
});
