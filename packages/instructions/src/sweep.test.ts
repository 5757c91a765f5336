import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ENQUIRY_PAUSES_MS,
  type Instruction,
  type Policy,
  ready,
  receive,
  type Signal,
} from './index.ts';

const T0 = new Date('2026-11-22T00:00:00Z');
const later = (seconds: number): Date => new Date(T0.getTime() + seconds * 1_000);
const WINDOW_S = 900;
const policy: Policy = {
  processingWindowMs: WINDOW_S * 1_000,
  enquiryPausesMs: ENQUIRY_PAUSES_MS,
  manualAfterMs: 86_400_000,
};
const order = {
  reference: 'ride-1.ride.1.t1',
  requestId: 'ride-1.ride.1',
  purpose: 'DUE',
  from: 'escrow',
  to: 'd:driver',
  amount: rupiah(16_000),
};
const unknown: Instruction = { ...ready(order, T0), status: 'UNKNOWN', sentAt: T0 };
const heard = (from: Instruction, type: 'absent' | 'still-open', seconds: number) => {
  const signal: Signal = { type };
  return receive(from, signal, later(seconds), policy);
};

describe('an unknown transfer that is asked about more often than by itself', () => {
  it('is neither sent again sooner, nor given to people sooner', () => {
    const words = fc.tuple(
      fc.constantFrom('absent' as const, 'still-open' as const),
      fc.integer({ min: 1, max: WINDOW_S }),
    );
    fc.assert(
      fc.property(fc.array(words), (asked) => {
        let current = unknown;
        for (const [word, seconds] of asked.toSorted(([, a], [, b]) => a - b)) {
          const step = heard(current, word, seconds);
          expect(step.effect).toEqual({ type: 'none' });
          current = step.instruction;
        }
        expect(current).toMatchObject({ status: 'UNKNOWN', sentAt: T0, attempt: 1 });
        expect(heard(current, 'still-open', 86_400).effect.type).toBe('none');
        expect(heard(current, 'absent', WINDOW_S + 1).effect.type).toBe('replaced');
      }),
    );
  });
});
