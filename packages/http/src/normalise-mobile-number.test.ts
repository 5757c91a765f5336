import { describe, expect, it } from 'vitest';
import { normaliseMobileNumber } from './normalise-mobile-number.ts';

describe('a mobile number', () => {
  it.each([
    '081234567890',
    '81234567890',
    '6281234567890',
    '+6281234567890',
    '006281234567890',
    '+62 812-3456-7890',
    '(0812) 3456.7890',
    '+62 (0)812 3456 7890',
    ' 081234567890 ',
  ])('is the same number written %j', (text) => {
    expect(normaliseMobileNumber(text)).toBe('+6281234567890');
  });

  it('that begins like the country code is read as what follows it', () => {
    expect(normaliseMobileNumber('62812345678')).toBe('+62812345678');
  });

  it.each([
    '',
    '0812',
    '0211234567',
    '+6581234567',
    '+81234567890',
    '0812345678901234',
    '０８１２３４５６７８９０',
    '0812345678a0',
    '++6281234567890',
    '08123\u202E4567890',
  ])('is not read out of %j', (text) => {
    expect(normaliseMobileNumber(text)).toBeUndefined();
  });
});
