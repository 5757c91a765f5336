import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instruction, ready, receive, type Signal } from './index.ts';
import { later, order, policy, T0 } from './instruction.samples.ts';

const WINDOW_S = policy.processingWindowMs / 1_000;
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
