import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Channel, CHANNELS, quote, RULES, type Rules } from './rules.ts';

const NOW = new Date('2026-11-22T07:00:00Z');
const asked = (channel: Channel, amount: number) => ({ channel, amount: rupiah(amount) });

describe('a quote', () => {
  it.each([
    ['BANK', 100_000, 2_500, 102_500],
    ['MODERN_TRADE', 100_000, 5_000, 105_000],
  ] as const)('to %s of %d costs %d, in all %d', (channel, amount, fee, total) => {
    expect(quote(RULES, asked(channel, amount), NOW)).toEqual({
      accepted: true,
      quote: {
        amount: rupiah(amount),
        fee: rupiah(fee),
        total: rupiah(total),
        rulesVersion: '2022-01',
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
    expect(quote(RULES, asked(channel, amount), NOW)).toEqual({
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
      expect(quote(RULES, asked(channel, amount), NOW).accepted).toBe(true);
    }
  });

  it('goes by the version in force at that moment, and names it', () => {
    const [now] = RULES;
    if (!now) throw new Error('no rules');
    const { BANK } = now.channels;
    const next: Rules = {
      version: '2027',
      validFrom: new Date('2027-01-01T00:00:00Z'),
      channels: { ...now.channels, BANK: { ...BANK, fee: rupiah(3_000) } },
    };
    const both = [now, next];
    const before = quote(both, asked('BANK', 50_000), new Date(next.validFrom.getTime() - 1));
    const from = quote(both, asked('BANK', 50_000), next.validFrom);
    expect(before).toMatchObject({ quote: { fee: 2_500n, rulesVersion: '2022-01' } });
    expect(from).toMatchObject({ quote: { fee: 3_000n, rulesVersion: '2027' } });
    expect(quote(both, asked('BANK', 50_000), new Date(0))).toMatchObject({
      rejection: { code: 'NO_RULES_IN_FORCE' },
    });
  });

  it('that is given is within the limits, and its total is amount and fee', () => {
    const amount = fc.bigInt({ min: 0n, max: 300_000_000n });
    fc.assert(
      fc.property(fc.constantFrom(...CHANNELS), amount, (channel, wanted) => {
        const quoted = quote(RULES, { channel, amount: rupiah(wanted) }, NOW);
        if (!quoted.accepted) return;
        const { minimum, maximum, multipleOf } = RULES[0]?.channels[channel] ?? {};
        expect(wanted >= (minimum ?? 0n) && wanted <= (maximum ?? 0n)).toBe(true);
        expect(wanted % (multipleOf ?? 1n)).toBe(0n);
        expect(quoted.quote.total).toBe(wanted + quoted.quote.fee);
      }),
    );
  });
});
