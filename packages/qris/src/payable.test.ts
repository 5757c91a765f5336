import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payableOf, type TipRule } from './index.ts';

const NONE: TipRule = { mode: 'NONE' };
const rp = (amount: number): ReturnType<typeof rupiah> => rupiah(amount);

describe('what is to be paid', () => {
  it('is the amount of the code, which the payer may repeat but not change', () => {
    const code = { amount: rp(15_000), tip: NONE };
    const whole = { ok: true, amount: 15_000n, tip: 0n, total: 15_000n };
    expect(payableOf(code, {})).toEqual(whole);
    expect(payableOf(code, { amount: rp(15_000) })).toEqual(whole);
    expect(payableOf(code, { amount: rp(14_999) })).toEqual({
      ok: false,
      refusal: 'AMOUNT_FIXED_BY_CODE',
    });
  });

  it('is the amount that the payer chose where the code has none', () => {
    expect(payableOf({ tip: NONE }, { amount: rp(7_000) })).toMatchObject({ total: 7_000n });
    for (const choice of [{}, { amount: rp(0) }]) {
      expect(payableOf({ tip: NONE }, choice)).toEqual({ ok: false, refusal: 'AMOUNT_REQUIRED' });
    }
  });

  it('has no tip unless the code asks for one', () => {
    const choice = { amount: rp(7_000), tip: rp(500) };
    expect(payableOf({ tip: NONE }, choice)).toEqual({ ok: false, refusal: 'TIP_NOT_ASKED' });
    expect(payableOf({ tip: NONE }, { ...choice, tip: rp(0) })).toMatchObject({ total: 7_000n });
    expect(payableOf({ tip: { mode: 'ASK' } }, choice)).toMatchObject({ tip: 500n, total: 7_500n });
    expect(payableOf({ tip: { mode: 'ASK' } }, { amount: rp(7_000) })).toMatchObject({ tip: 0n });
  });

  it('has the tip that the code fixes, and no other', () => {
    const fixed: TipRule = { mode: 'FIXED', amount: rp(2_000) };
    expect(payableOf({ amount: rp(15_000), tip: fixed }, {})).toMatchObject({ total: 17_000n });
    expect(payableOf({ amount: rp(15_000), tip: fixed }, { tip: rp(1_000) })).toEqual({
      ok: false,
      refusal: 'TIP_FIXED_BY_CODE',
    });
  });

  it('rounds a percentage half up to whole rupiah', () => {
    const tip: TipRule = { mode: 'PERCENT', basisPoints: 250 };
    expect(payableOf({ amount: rp(15_020), tip }, {})).toMatchObject({ tip: 376n });
    expect(payableOf({ amount: rp(15_019), tip }, {})).toMatchObject({ tip: 375n });
  });

  it('always adds up', () => {
    const amounts = fc.bigInt(1n, 10_000_000n).map((one) => rupiah(one));
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 9_999 }), (amount, basisPoints) => {
        const payable = payableOf({ amount, tip: { mode: 'PERCENT', basisPoints } }, {});
        expect(payable.ok && payable.total - payable.amount - payable.tip).toBe(0n);
      }),
    );
  });
});
