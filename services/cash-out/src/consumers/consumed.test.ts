import type { AnyEvent } from '@angkutan/events';
import { describe, expect, it } from 'vitest';
import { cashOutIdOf } from '../domain/cash-out-id.ts';
import { isWanted } from './consumed.ts';

const data = { eventId: 'e', occurredAt: 0, customerId: 'ani', amount: 1n, holdId: 'h' };
const answersTo = (requestId: string): readonly AnyEvent[] => [
  { type: 'FundsHeld', data: { ...data, requestId, partnerReferences: [] } },
  { type: 'FundsRefused', data: { ...data, requestId, reason: 'X' } },
  { type: 'FundsReleased', data: { ...data, requestId } },
];

describe('an answer of the wallet', () => {
  it('to a cash-out is taken in', () => {
    expect(answersTo(cashOutIdOf('x'.repeat(64))).map(isWanted)).toEqual([true, true, true]);
  });

  it.each(['ride-1.ride.1', 'p2p.0123456789012345678901', 'qris.0123456789012345678901'])(
    'to the payment %s is passed over',
    (paymentId) => {
      expect(answersTo(paymentId).map(isWanted)).toEqual([false, false, false]);
    },
  );
});
