import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOP_UP_CHANNELS, parseVirtualAccount, topUpNumbers } from './index.ts';

const mobile = fc.stringMatching(/^08[0-9]{8,11}$/);
const role = fc.constantFrom('user' as const, 'driver' as const);

describe('a top-up number', () => {
  test('says bank or store, role and phone, and says the same when read back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TOP_UP_CHANNELS),
        role,
        mobile,
        (channel, owner, mobileNumber) => {
          const number = topUpNumbers().numberFor(channel, owner, mobileNumber);
          expect(parseVirtualAccount(number)).toEqual({
            channel: channel.channel,
            provider: channel.provider,
            role: owner,
            mobileNumber,
          });
        },
      ),
    );
  });

  test('differs between a person’s wallet and the same person’s deposit', () => {
    const numbers = topUpNumbers();
    const all = TOP_UP_CHANNELS.flatMap((channel) =>
      (['user', 'driver'] as const).map((owner) =>
        numbers.numberFor(channel, owner, '081234567890'),
      ),
    );
    expect(new Set(all).size).toBe(TOP_UP_CHANNELS.length * 2);
  });

  test('may be typed with spaces and hyphens', () => {
    expect(parseVirtualAccount('39010 1-0812 3456 7890')).toMatchObject({
      provider: 'BCA',
      role: 'user',
      mobileNumber: '081234567890',
    });
  });

  test.each(['', '39010', '390103081234567890', '390101628123456789', '39010１081234567890', 'x'])(
    'names nobody when it is %j',
    (number) => {
      expect(parseVirtualAccount(number)).toBeUndefined();
    },
  );
});

describe('a configuration of prefixes', () => {
  test.each([
    ['va:BCA:39010,va:BRI:390,role:user:1,role:driver:2', /390 begins 39010/],
    ['va:BCA:39010,va:BRI:39010,role:user:1,role:driver:2', /begins/],
    ['va:BCA:39010,role:user:1,role:driver:12', /1 begins 12/],
    ['va:BCA:39010,role:user:1', /role:driver/],
    ['BCA=39010', /BCA=39010/],
    ['', /KASPRO_VA_PREFIXES/],
  ])('is refused when a number could have two owners or none: %j', (configuration, message) => {
    expect(() => topUpNumbers(configuration)).toThrow(message);
  });
});
