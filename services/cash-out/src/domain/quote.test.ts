import { rupiah } from '@angkutan/money';
import { type Channel, CHANNELS, FIRST_RULES } from '@angkutan/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from './quote.ts';

const asked = (channel: Channel, amount: number) => ({ channel, amount: rupiah(amount) });

describe('a quote', () => {
  it.each([
    ['BANK', 100_000, 2_500, 102_500],
    ['MODERN_TRADE', 100_000, 5_000, 105_000],
  ] as const)('to %s of %d costs %d, in all %d', (channel, amount, fee, total) => {
    expect(quote(FIRST_RULES, asked(channel, amount))).toEqual({
      accepted: true,
      quote: {
        amount: rupiah(amount),
        fee: rupiah(fee),
        total: rupiah(total),
        rulesVersion: '2022-09',
      },
    });
  });

  it.each([
    ['BANK', 9_999, 'AMOUNT_BELOW_MINIMUM', '10000'],
    ['BANK', 250_000_001, 'AMOUNT_ABOVE_MAXIMUM', '250000000'],
    ['MODERN_TRADE', 49_999, 'AMOUNT_BELOW_MINIMUM', '50000'],
    ['MODERN_TRADE', 75_000, 'AMOUNT_NOT_A_MULTIPLE', '50000'],
    ['MODERN_TRADE', 20_050_000, 'AMOUNT_ABOVE_MAXIMUM', '20000000'],
  ] as const)('to %s of %d is refused: %s', (channel, amount, code, detail) => {
    expect(quote(FIRST_RULES, asked(channel, amount))).toEqual({
      accepted: false,
      rejection: { code, detail },
    });
  });

  it('takes the limits themselves', () => {
    for (const [channel, amount] of [
      ['BANK', 10_000],
      ['BANK', 250_000_000],
      ['MODERN_TRADE', 50_000],
      ['MODERN_TRADE', 20_000_000],
    ] as const) {
      expect(quote(FIRST_RULES, asked(channel, amount)).accepted).toBe(true);
    }
  });

  it('goes by the rules that it is given, and names their version', () => {
    const { BANK, ...others } = FIRST_RULES.cashOut;
    const rules = { version: '2027', cashOut: { ...others, BANK: { ...BANK, fee: 3_000n } } };
    expect(quote(rules, asked('BANK', 50_000))).toMatchObject({
      quote: { fee: 3_000n, total: 53_000n, rulesVersion: '2027' },
    });
  });

  it('that is given is within the limits, and its total is amount and fee', () => {
    const amount = fc.bigInt({ min: 0n, max: 300_000_000n });
    fc.assert(
      fc.property(fc.constantFrom(...CHANNELS), amount, (channel, wanted) => {
        const quoted = quote(FIRST_RULES, { channel, amount: rupiah(wanted) });
        if (!quoted.accepted) return;
        const { minimum, maximum, multipleOf } = FIRST_RULES.cashOut[channel];
        expect(wanted >= minimum && wanted <= maximum).toBe(true);
        expect(wanted % multipleOf).toBe(0n);
        expect(quoted.quote.total).toBe(wanted + quoted.quote.fee);
      }),
    );
  });
});
