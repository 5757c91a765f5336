import type { AnyEvent } from '@angkutan/events';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../config.ts';
import { isWanted } from './consumed.ts';

const failed = (kind: string): AnyEvent => ({
  type: 'PaymentFailed',
  data: {
    eventId: 'e',
    occurredAt: 0,
    paymentId: 'p1',
    kind,
    reference: 'p1',
    payerId: 'rider',
    amount: 1n,
    splits: [],
    reason: 'X',
    detail: '',
  },
});

describe('of what has ended', () => {
  it.each([
    ['QRIS', true],
    ['RIDE', false],
    ['TIP', false],
  ])('a payment of kind %s is taken in: %s', (kind, is) => {
    expect(isWanted(failed(kind))).toBe(is);
  });
});

describe('the minima of drivers’ deposits', () => {
  const { DRIVER_DEPOSIT_MINIMA: minima } = environmentSchema.shape;

  it('are read by service', () => {
    expect(minima.parse('BIKE=15000,CAR=40000')).toEqual({ BIKE: 15_000, CAR: 40_000 });
    expect(minima.parse(undefined)).toMatchObject({ CAR: 50_000 });
  });

  it.each(['BIKE', 'BIKE=1.5', 'BIKE=-1', 'bike=1', 'BIKE=1,'])('are not “%s”', (text) => {
    expect(minima.safeParse(text).success).toBe(false);
  });
});
