import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDay, startOfDay } from './jakarta-day.ts';
import {
  compare,
  discontinuities,
  type Difference,
  type OurLine,
  type TheirLine,
} from './reconciliation.ts';

const DAY = '2026-11-22';
const period = { from: startOfDay(DAY), to: endOfDay(DAY) };
const HOUR_MS = 3_600_000;
const at = (hours: number): Date => new Date(period.from.getTime() + hours * HOUR_MS);

/** What is done to one movement that both sides had. */
const DAMAGES = [
  'none',
  'late',
  'returned',
  'in flight',
  'missing here',
  'missing there',
  'different',
  'duplicate',
] as const;
type Damage = (typeof DAMAGES)[number];

const movement = fc.record({
  amount: fc.bigInt({ min: -5_000_000n, max: 5_000_000n }).filter((amount) => amount !== 0n),
  hour: fc.integer({ min: 0, max: 23 }),
  isOurs: fc.boolean(),
  damage: fc.constantFrom(...DAMAGES),
});
type Movement = typeof movement extends fc.Arbitrary<infer T> ? T : never;

const theirsOf = (one: Movement, n: number): TheirLine => ({
  reference: `KP${n}`,
  ...(one.isOurs && { partnerReference: `p${n}.t1` }),
  amount: one.amount,
  balanceAfter: 0n,
  at: at(one.hour),
});
const oursOf = (one: Movement, n: number): OurLine => ({
  reference: one.isOurs ? `p${n}.t1` : `TOP_UP/KP${n}`,
  keys: [one.isOurs ? `p/p${n}.t1` : `r/KP${n}`],
  amount: one.amount,
  at: at(one.hour),
});

function sidesOf(movements: readonly Movement[]): { ours: OurLine[]; theirs: TheirLine[] } {
  const ours: OurLine[] = [];
  const theirs: TheirLine[] = [];
  for (const [n, one] of movements.entries()) {
    const [own, their] = [oursOf(one, n), theirsOf(one, n)];
    const { damage } = one;
    if (!['missing here', 'in flight', 'returned'].includes(damage)) {
      ours.push(damage === 'late' ? { ...own, at: at(24 + one.hour) } : own);
    }
    if (damage === 'missing there') continue;
    theirs.push(damage === 'different' ? { ...their, amount: their.amount + 1n } : their);
    if (damage === 'duplicate') theirs.push({ ...their, reference: `KP${n}-2` });
    if (damage === 'returned') theirs.push({ ...their, amount: -their.amount });
  }
  return { ours, theirs };
}

const CLASS_OF: Partial<Record<Damage, Difference['class']>> = {
  'missing here': 'MISSING_HERE',
  'missing there': 'MISSING_THERE',
  different: 'DIFFERENT_AMOUNT',
  duplicate: 'DUPLICATE',
};
/** A sum of one and its opposite is none: there is nothing that could differ by one. */
const isSound = (one: Movement): boolean => one.damage !== 'different' || one.amount !== -1n;
/** A second line of KasPro's that we did not ask for has a reference of its own: it is another movement. */
const isKnown = (one: Movement): boolean => one.damage !== 'duplicate' || one.isOurs;

describe('reconciliation', () => {
  it('finds and names every injected break, and no other', () => {
    fc.assert(
      fc.property(fc.array(movement.filter((one) => isSound(one) && isKnown(one))), (movements) => {
        const inFlight = new Set(
          movements.flatMap((one, n) => (one.damage === 'in flight' ? oursOf(one, n).keys : [])),
        );
        const found = compare(sidesOf(movements), period, (key) => inFlight.has(key));
        const injected = movements.flatMap((one, n) => {
          const type = CLASS_OF[one.damage];
          return type ? [`${type} ${oursOf(one, n).keys[0]}`] : [];
        });
        expect(found.differences.map((one) => `${one.class} ${one.key}`).toSorted()).toEqual(
          injected.toSorted(),
        );
        const count = (...damages: Damage[]): number =>
          movements.filter((one) => damages.includes(one.damage)).length;
        expect(found.matched).toBe(count('none', 'late', 'returned'));
        expect(found.late).toBe(count('late'));
        expect(found.inFlight).toBe(count('in flight'));
      }),
    );
  });

  it('says of every period cut in two what it says of the whole', () => {
    fc.assert(
      fc.property(fc.array(movement), fc.integer({ min: 1, max: 23 }), (movements, hour) => {
        const sides = sidesOf(movements);
        const of = (from: Date, to: Date): string[] =>
          compare(sides, { from, to }, () => false).differences.map((one) => one.key);
        const parts = [...of(period.from, at(hour)), ...of(at(hour), period.to)];
        expect(parts.toSorted()).toEqual(of(period.from, period.to).toSorted());
      }),
    );
  });

  it('takes a correction for part of what it corrects, and misses no line of KasPro for it', () => {
    const [own] = sidesOf([{ amount: 5n, hour: 1, isOurs: true, damage: 'missing there' }]).ours;
    const correction: OurLine = {
      reference: 'CORRECTION/x',
      keys: ['p/p0.t1'],
      amount: -5n,
      at: at(2),
      isCorrection: true,
    };
    const none = { theirs: [] };
    const never = (): boolean => false;
    expect(compare({ ...none, ours: [correction] }, period, never).differences).toEqual([]);
    const both = own ? [own, correction] : [];
    expect(compare({ ...none, ours: both }, period, never)).toMatchObject({ matched: 1 });
  });

  it('shows the line at which the statement’s own balance does not follow', () => {
    const line = (reference: string, amount: bigint, balanceAfter: bigint): TheirLine => ({
      reference,
      amount,
      balanceAfter,
      at: at(1),
    });
    const lines = [line('a', 5n, 5n), line('b', 5n, 10n), line('c', -3n, 8n), line('d', 1n, 9n)];
    expect(discontinuities(lines).map((one) => one.reference)).toEqual(['c']);
  });
});
