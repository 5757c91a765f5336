import { describe, expect, it } from 'vitest';
import type { StoredCallback } from './callback.ts';
import { isReport, reportOf } from './report.ts';
import { T0 } from './world.samples.ts';

const callback: StoredCallback = {
  _id: 'QRIS/K1/SUCCESS',
  type: 'QRIS',
  providerReference: 'K1',
  partnerReference: 'p1.t1',
  outcome: 'SUCCESS',
  code: 0,
  message: 'Success',
  amount: 15_000n,
  serviceFee: 500n,
  occurredAt: T0,
  receivedAt: T0,
  state: 'NEW',
  nextAt: T0,
};

describe('a callback', () => {
  it('about a payout is told as it came, under our reference', () => {
    expect(reportOf(callback)).toEqual({
      type: 'ProviderTransactionReported',
      key: 'p1.t1',
      data: {
        partnerReference: 'p1.t1',
        providerReference: 'K1',
        type: 'QRIS',
        outcome: 'SUCCESS',
        code: 0,
        message: 'Success',
        amount: 15_000n,
        serviceFee: 500n,
      },
    });
  });

  it.each([
    ['BANK_TRANSFER', 'SUCCESS', true],
    ['QRIS', 'FAILED', true],
    ['MODERN_TRADE_WITHDRAWAL', 'EXPIRED', true],
    ['QRIS', 'UNKNOWN', false],
    ['TOP_UP', 'SUCCESS', false],
  ])('of type %s that says %s is a report: %s', (type, outcome, is) => {
    expect(isReport({ ...callback, type, outcome })).toBe(is);
  });
});
