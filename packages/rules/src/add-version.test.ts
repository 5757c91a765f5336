import { describe, expect, it } from 'vitest';
import { addVersion, type AskedVersion } from './add-version.ts';
import { FIRST_RULES } from './first-rules.ts';
import { inForce, limitsOf, withVersion } from './in-force.ts';
import { asked, later, LEAD_MS, NOW } from './rules.samples.ts';
import type { Rules } from './rules.ts';

const when = { now: NOW, leadMs: LEAD_MS };
const add = (with_: Partial<AskedVersion> = {}, added: readonly Rules[] = []) =>
  addVersion(added, asked(with_), when);
const accepted = (with_: Partial<AskedVersion> = {}): readonly Rules[] => {
  const decision = add(with_);
  if (!decision.accepted) throw new Error(decision.rejection.code);
  return decision.added;
};
const { commission, cashOut, tiers, topUp, qris, tip } = FIRST_RULES;

describe('a version', () => {
  it('is added with who asked for it, why and when', () => {
    const { by, reason, requestId, ...rules } = asked();
    expect(add()).toEqual({
      accepted: true,
      added: [{ ...rules, added: { by, reason, at: NOW, requestId } }],
    });
  });

  it('asked for again by the same request is done already, even when its hour has come', () => {
    const added = accepted();
    const past = { now: later(2 * LEAD_MS), leadMs: LEAD_MS };
    expect(addVersion(added, asked(), past)).toEqual({ accepted: true, added: [] });
  });

  it.each([
    ['RULES_VERSION_TAKEN', '2022-09', { version: '2022-09' }],
    ['RULES_RETROACTIVE', '2026-11-22T05:01:00.000Z', { validFrom: later(LEAD_MS - 1) }],
    ['RULES_RETROACTIVE', '2026-11-22T05:01:00.000Z', { validFrom: later(-1) }],
    ['RULES_TOO_FAR_AHEAD', '2027-12-27T05:01:00.000Z', { validFrom: later(401 * 86_400_000) }],
    [
      'RULES_COMMISSION_ABOVE_FARE',
      'commission.CAR',
      { commission: { ...commission, CAR: { platform: 9_000, support: 1_001 } } },
    ],
    [
      'RULES_VALUE_OUT_OF_RANGE',
      'commission.BIKE.platform',
      { commission: { ...commission, BIKE: { platform: -1, support: 0 } } },
    ],
    [
      'RULES_VALUE_OUT_OF_RANGE',
      'commission.BIKE.support',
      { commission: { ...commission, BIKE: { platform: 1, support: 0.5 } } },
    ],
    [
      'RULES_VALUE_OUT_OF_RANGE',
      'qris.mdr.UMI',
      { qris: { ...qris, mdr: { ...qris.mdr, UMI: 10_001 } } },
    ],
    ['RULES_VALUE_OUT_OF_RANGE', 'tip.max', { tip: { ...tip, max: -1n } }],
    ['RULES_VALUE_OUT_OF_RANGE', 'tip.withinHours', { tip: { ...tip, withinHours: 745 } }],
    [
      'RULES_RANGE_EMPTY',
      'cashOut.BANK',
      { cashOut: { ...cashOut, BANK: { ...cashOut.BANK, minimum: 250_000_001n } } },
    ],
    [
      'RULES_RANGE_EMPTY',
      'cashOut.MODERN_TRADE',
      {
        cashOut: {
          ...cashOut,
          MODERN_TRADE: { fee: 0n, minimum: 51_000n, maximum: 99_000n, multipleOf: 50_000n },
        },
      },
    ],
    [
      'RULES_RANGE_EMPTY',
      'cashOut.BANK',
      { cashOut: { ...cashOut, BANK: { ...cashOut.BANK, multipleOf: 0n } } },
    ],
    [
      'RULES_RANGE_EMPTY',
      'topUp.MODERN_TRADE',
      { topUp: { ...topUp, MODERN_TRADE: { adminFee: 0n, amountMin: 2n, amountMax: 1n } } },
    ],
    [
      'RULES_TIERS_INVERTED',
      'tiers.PREMIUM.balanceMax',
      { tiers: { ...tiers, PREMIUM: { ...tiers.PREMIUM, balanceMax: 1_999_999n } } },
    ],
    [
      'RULES_TIERS_INVERTED',
      'tiers.PREMIUM.mayCashOut',
      {
        tiers: {
          BASIC: { ...tiers.BASIC, mayCashOut: true },
          PREMIUM: { ...tiers.PREMIUM, mayCashOut: false },
        },
      },
    ],
  ] satisfies [string, string, Partial<AskedVersion>][])(
    'is refused: %s, because of %s',
    (code, detail, with_) => {
      expect(add(with_)).toEqual({ accepted: false, rejection: { code, detail } });
    },
  );

  it('that does not start after all others is refused: they would overlap', () => {
    const added = accepted({ validFrom: later(2 * LEAD_MS) });
    for (const ms of [LEAD_MS, 2 * LEAD_MS]) {
      const next = { version: '2028', requestId: 'r2', validFrom: later(ms) };
      expect(add(next, added)).toMatchObject({
        rejection: { code: 'RULES_OVERLAP', detail: '2027' },
      });
    }
    const after = { version: '2028', requestId: 'r2', validFrom: later(2 * LEAD_MS + 1) };
    expect(add(after, added)).toMatchObject({ accepted: true });
  });

  it('counts from its first millisecond on, and before it the one before', () => {
    const added = accepted();
    expect(inForce(added, later(LEAD_MS - 1)).version).toBe('2022-09');
    expect(inForce(added, later(LEAD_MS)).version).toBe('2027');
    expect(inForce(added, new Date(0)).version).toBe('2022-09');
  });
});

describe('a version that was told', () => {
  const told = (version: string, ms: number) => ({
    ...FIRST_RULES,
    version,
    validFrom: later(ms).getTime(),
  });

  it('is known once, whatever the order in which they are told', () => {
    const second = withVersion([], told('2028', 2));
    const both = withVersion(second, told('2027', 1));
    expect(both.map(({ version }) => version)).toEqual(['2027', '2028']);
    expect(withVersion(both, told('2027', 1))).toBe(both);
  });
});

describe('a tier that is not known', () => {
  it('allows what the lowest does', () => {
    expect(limitsOf(FIRST_RULES, 'ERASED')).toBe(tiers.BASIC);
  });
});
