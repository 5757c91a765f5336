import { expect, test } from 'vitest';
import { trendPath } from './trend-path.ts';

const box = { width: 100, height: 20 };

test('no lag is a line along the bottom', () => {
  expect(trendPath([0, 0, 0], box)).toBe('M0 19 L50 19 L100 19');
});

test('the highest lag reaches the top', () => {
  expect(trendPath([0, 500], box)).toBe('M0 19 L100 1');
});

test('a message or two are no mountain', () => {
  expect(trendPath([0, 2], box)).toBe('M0 19 L100 17.2');
});

test('one look is a line all the same', () => {
  expect(trendPath([], box)).toBe('M0 19 L100 19');
});
