import type { Outcome } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { signalOf, signalOfReport } from './index.ts';

describe('what a sending taught', () => {
  it.each<[string, Outcome<unknown>, object]>([
    ['a success', { kind: 'ok', data: {} }, { type: 'ok', providerReference: 'K1' }],
    [
      'a refusal',
      { kind: 'refused', code: 130_002, message: 'no such account' },
      { type: 'refused', code: 130_002, message: 'no such account' },
    ],
    [
      'an open breaker, for nothing was sent',
      { kind: 'not-done', reason: 'breaker-open', retryAfterMs: 5 },
      { type: 'not-done', retryAfterMs: 5 },
    ],
    [
      'no connection, for no byte left',
      { kind: 'unknown', cause: 'UNREACHABLE' },
      { type: 'not-done', retryAfterMs: 1_000 },
    ],
    ['a timeout', { kind: 'unknown', cause: 'TIMEOUT' }, { type: 'unknown', cause: 'TIMEOUT' }],
    [
      'a repeated reference, which says nothing about the first send',
      { kind: 'unknown', cause: 'DUPLICATE_REFERENCE' },
      { type: 'unknown', cause: 'DUPLICATE_REFERENCE' },
    ],
  ])('is %s', (_, outcome, signal) => {
    expect(signalOf(outcome, { providerReference: 'K1' })).toEqual(signal);
  });

  it('is that it was taken on, with fee, code and expiry as far as they can be read', () => {
    const data = {
      serviceFee: rupiah(5_000),
      withdrawalCode: '42',
      expiresAt: '2026-11-23T00:00Z',
    };
    const outcome: Outcome<unknown> = { kind: 'in-process', providerReference: 'K1', data };
    expect(signalOf(outcome)).toEqual({
      type: 'in-process',
      providerReference: 'K1',
      serviceFee: 5_000n,
      withdrawalCode: '42',
      expiresAt: new Date('2026-11-23T00:00Z'),
    });
    const odd = { ...outcome, providerReference: '', data: { expiresAt: 'tomorrow' } };
    expect(signalOf(odd)).toEqual({ type: 'in-process' });
  });
});

describe('a callback', () => {
  const report = {
    providerReference: 'K1',
    outcome: 'SUCCESS',
    code: 0,
    message: 'Success',
    serviceFee: 2_500n,
  };

  it('of success tells the fee; a fee of 0 may be one that it did not name', () => {
    expect(signalOfReport(report)).toEqual({
      type: 'ok',
      providerReference: 'K1',
      serviceFee: 2_500n,
    });
    expect(signalOfReport({ ...report, serviceFee: 0n })).toEqual({
      type: 'ok',
      providerReference: 'K1',
    });
  });

  it.each(['FAILED', 'EXPIRED'])('of %s refuses', (outcome) => {
    const told = { ...report, outcome, code: 130_003, message: 'offline' };
    expect(signalOfReport(told)).toEqual({ type: 'refused', code: 130_003, message: 'offline' });
  });

  it('of any other word ends nothing', () => {
    expect(signalOfReport({ ...report, outcome: 'PENDING' })).toEqual({ type: 'still-open' });
  });
});
