import { describe, expect, it } from 'vitest';
import { causeOf } from './cause.ts';

const why = {
  errorClass: 'TypeError',
  code: 'AKT_THROWN',
  frames: ['at decide (services/wallet/src/x.ts:10:3)'],
  schemaId: 7,
  codeVersion: '1.4.1',
};

describe('a cause', () => {
  it('is the same where only the line of the place has moved', () => {
    const moved = { ...why, frames: ['at decide (services/wallet/src/x.ts:12:5)'] };
    expect(causeOf('g', moved)).toBe(causeOf('g', why));
  });

  it('is another in another group, class, code, place, schema or version', () => {
    const others = [
      causeOf('h', why),
      causeOf('g', { ...why, errorClass: 'RangeError' }),
      causeOf('g', { ...why, code: 'E1' }),
      causeOf('g', { ...why, frames: ['at decide (services/wallet/src/y.ts:10:3)'] }),
      causeOf('g', { ...why, schemaId: null }),
      causeOf('g', { ...why, codeVersion: '1.4.2' }),
    ];
    expect(new Set([causeOf('g', why), ...others]).size).toBe(others.length + 1);
  });
});
