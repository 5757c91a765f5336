import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lookupHash, open, seal } from './index.ts';

const key = randomBytes(32);

describe('a sealed account', () => {
  it('opens with its key and its customer', () => {
    expect(open(key, seal(key, '88881234567890', 'c1'), 'c1')).toBe('88881234567890');
  });

  it('looks different each time, and shows nothing', () => {
    const [one, two] = [seal(key, '88881234567890', 'c1'), seal(key, '88881234567890', 'c1')];
    expect(one.equals(two)).toBe(false);
    expect(one.toString('latin1')).not.toContain('8888');
  });

  it('does not open for another customer, with another key, changed or cut', () => {
    const sealed = seal(key, '88881234567890', 'c1');
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
    const unsealable = { code: 'AKT_UNSEALABLE' };
    expect(() => open(key, sealed, 'c2')).toThrow(expect.objectContaining(unsealable));
    expect(() => open(randomBytes(32), sealed, 'c1')).toThrow(expect.objectContaining(unsealable));
    expect(() => open(key, changed, 'c1')).toThrow(expect.objectContaining(unsealable));
    expect(() => open(key, sealed.subarray(0, 20), 'c1')).toThrow(
      expect.objectContaining(unsealable),
    );
  });
});

describe('a look-up hash', () => {
  it('is the same for the same number and key, and another for others', () => {
    expect(lookupHash(key, '+6281234567890')).toBe(lookupHash(key, '+6281234567890'));
    expect(lookupHash(key, '+6281234567890')).not.toBe(lookupHash(key, '+6281234567891'));
    expect(lookupHash(randomBytes(32), '+6281234567890')).not.toBe(
      lookupHash(key, '+6281234567890'),
    );
  });

  it('refuses a short key', () => {
    expect(() => lookupHash(Buffer.alloc(16), 'x')).toThrow('AKT_KEY_LENGTH');
  });
});
