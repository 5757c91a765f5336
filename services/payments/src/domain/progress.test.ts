import { rupiah } from '@angkutan/money';
import { describe, expect, test } from 'vitest';
import type { Payment } from './payment.ts';
import { progressOf } from './progress.ts';
import type { Case, Ride } from './ride.ts';

const at = (second: number): Date => new Date(second * 1_000);
const entry = (event: string, second: number) => ({ step: second, at: at(second), event });

const terms = {
  paymentId: 'p',
  reference: 'r',
  payerId: 'ani',
  amount: rupiah(10_000),
  splits: [],
  capture: 'LATER',
  partnerReferences: [],
  timeline: [entry('REQUESTED', 1)],
} as const;
const requested: Payment = { ...terms, kind: 'RIDE', status: 'REQUESTED' };
const settled: Payment = {
  ...requested,
  status: 'SETTLED',
  settledAt: at(62),
  timeline: [...terms.timeline, entry('SETTLED', 62)],
};
const ride: Ride = {
  rideId: 'r',
  riderId: 'ani',
  steps: 3,
  booked: true,
  outcome: {
    how: 'COMPLETED',
    told: '',
    charge: { kind: 'RIDE', payerId: 'ani', amount: rupiah(10_000), splits: [] },
  },
  timeline: [entry('RIDE_BOOKED', 0), entry('RIDE_COMPLETED', 60)],
};
const caseWith = (payment?: Payment): Case => ({
  caseId: 'r',
  ride,
  payments: payment ? [payment] : [],
});

describe('the progress of a payment', () => {
  test('is its kind and the state that it comes into', () => {
    expect(progressOf(caseWith(), caseWith(requested), 'p')).toEqual({
      kind: 'RIDE',
      status: 'REQUESTED',
    });
  });

  test('is none where it stays in its state', () => {
    expect(progressOf(caseWith(requested), caseWith(requested), 'p')).toBeUndefined();
  });

  test('tells how long the settlement took since the request and since the end of the ride', () => {
    expect(progressOf(caseWith(requested), caseWith(settled), 'p')).toEqual({
      kind: 'RIDE',
      status: 'SETTLED',
      took: { sinceRequested: 61, sinceCompleted: 2 },
    });
  });

  test('measures a tip from its own request alone', () => {
    const tip = (payment: Payment): Case => caseWith({ ...payment, kind: 'TIP' });
    expect(progressOf(tip(requested), tip(settled), 'p')?.took).toEqual({ sinceRequested: 61 });
  });

  test('does not measure what a debt has settled later', () => {
    const owed: Payment = { ...requested, status: 'OUTSTANDING', outstanding: rupiah(1) };
    expect(progressOf(caseWith(owed), caseWith(settled), 'p')).toEqual({
      kind: 'RIDE',
      status: 'SETTLED',
    });
  });

  test('takes no less than no time, whatever the clocks say', () => {
    const early = { ...settled, timeline: [entry('REQUESTED', 9), entry('SETTLED', 5)] };
    expect(progressOf(caseWith(requested), caseWith(early), 'p')?.took?.sinceRequested).toBe(0);
  });
});
