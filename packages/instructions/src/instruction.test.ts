import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instruction, ready, receive, type Signal } from './index.ts';
import { later, order, policy, T0 } from './instruction.samples.ts';

const fresh = ready(order, T0);
const sending: Instruction = { ...fresh, status: 'SENDING', sentAt: T0 };
const after = (from: Instruction, signal: Signal, now = later(1)): ReturnType<typeof receive> =>
  receive(from, signal, now, policy);

const ok: Signal = { type: 'ok', providerReference: 'K1' };
const refused: Signal = { type: 'refused', code: 120_003, message: 'blocked' };
const unknown: Signal = { type: 'unknown', cause: 'TIMEOUT' };

describe('an instruction being sent', () => {
  it('is confirmed by the provider', () => {
    const step = after(sending, ok);
    expect(step.instruction).toMatchObject({ status: 'CONFIRMED', providerReference: 'K1' });
    expect(step.effect).toEqual({ type: 'confirmed' });
  });

  it('is rejected by a refusal, with its code kept', () => {
    expect(after(sending, refused).effect).toEqual({
      type: 'rejected',
      code: 120_003,
      message: 'blocked',
    });
  });

  it('is unknown after a timeout, and asked about in five seconds', () => {
    const { instruction, effect } = after(sending, unknown);
    expect(instruction).toMatchObject({ status: 'UNKNOWN', enquiries: 1, nextAt: later(6) });
    expect(effect).toEqual({ type: 'none' });
  });

  it('goes again under the same reference when it was surely not done', () => {
    const { instruction } = after(sending, { type: 'not-done', retryAfterMs: 2_000 });
    expect(instruction).toMatchObject({
      status: 'READY',
      reference: order.reference,
      nextAt: later(3),
    });
    expect(instruction.sentAt).toBeUndefined();
  });
});

describe('an unknown outcome', () => {
  const open = after(sending, unknown).instruction;

  it('is asked about after 5, 10, 20, 40, 60 and then every 300 seconds', () => {
    const pauses: number[] = [];
    let current = sending;
    for (let n = 0; n < 8; n += 1) {
      current = after(current, { type: 'still-open' }).instruction;
      pauses.push((current.nextAt.getTime() - later(1).getTime()) / 1_000);
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 300, 300, 300]);
  });

  it('is not ended by NOT_FOUND within the processing window', () => {
    expect(after(open, { type: 'absent' }, later(900)).effect).toEqual({ type: 'none' });
  });

  it('is replaced under a new reference when absent after the window', () => {
    const { instruction, effect } = after(open, { type: 'absent' }, later(901));
    expect(instruction.status).toBe('REPLACED');
    expect(effect).toMatchObject({
      type: 'replaced',
      by: { reference: `${order.reference}~2`, status: 'READY', attempt: 2, amount: 16_000n },
    });
  });

  it('keeps one stem however often it is replaced', () => {
    let current: Instruction = open;
    for (const attempt of [2, 3, 4]) {
      const { effect } = after(
        { ...current, status: 'UNKNOWN', sentAt: T0 },
        { type: 'absent' },
        later(901),
      );
      if (effect.type !== 'replaced') throw new Error('was not replaced');
      expect(effect.by.reference).toBe(`${order.reference}~${attempt}`);
      current = effect.by;
    }
  });

  it('is not made READY by an enquiry that could not be made', () => {
    const { instruction } = after(open, { type: 'not-done', retryAfterMs: 1 });
    expect(instruction).toEqual(open);
  });

  it('goes to an operator after a day, once, and still ends by the provider’s word', () => {
    const { instruction, effect } = after(open, { type: 'still-open' }, later(86_401));
    expect(instruction.status).toBe('MANUAL');
    expect(effect).toEqual({ type: 'alarm', code: 'AKT_OUTCOME_OVERDUE' });
    expect(after(instruction, { type: 'still-open' }, later(90_000)).effect.type).toBe('none');
    expect(after(instruction, ok).effect.type).toBe('confirmed');
  });
});

describe('an acknowledged transfer', () => {
  it('never ends by NOT_FOUND', () => {
    const open = after(sending, { type: 'in-process', providerReference: 'K1' }).instruction;
    const { instruction, effect } = after(open, { type: 'absent' }, later(80_000));
    expect(instruction.status).toBe('IN_PROCESS');
    expect(effect.type).toBe('none');
  });
});

describe('a final outcome', () => {
  it('is not changed by the same word again', () => {
    const confirmed = after(sending, ok).instruction;
    expect(after(confirmed, ok)).toEqual({ instruction: confirmed, effect: { type: 'none' } });
  });

  it('raises an alarm when a failure contradicts a success', () => {
    const confirmed = after(sending, ok).instruction;
    expect(after(confirmed, refused)).toEqual({
      instruction: confirmed,
      effect: { type: 'alarm', code: 'AKT_OUTCOME_CONFLICT' },
    });
  });

  it('that was a refusal is a late success when it succeeded after all, told once', () => {
    const late = after(after(sending, refused).instruction, ok);
    expect(late.effect).toEqual({ type: 'late-success' });
    expect(late.instruction).toMatchObject({ status: 'LATE_SUCCESS', providerReference: 'K1' });
    expect(after(late.instruction, ok).effect).toEqual({ type: 'none' });
    expect(after(late.instruction, refused).effect.type).toBe('alarm');
  });

  it('of an attempt that was replaced is a late success too: the money left twice', () => {
    const replaced: Instruction = { ...sending, status: 'REPLACED' };
    expect(after(replaced, ok).effect).toEqual({ type: 'late-success' });
    expect(after(replaced, refused).effect).toEqual({ type: 'none' });
  });

  it('is decided at most once, whatever signals come in whatever order', () => {
    const signal = fc.constantFrom<Signal>(
      ok,
      refused,
      unknown,
      { type: 'in-process' },
      { type: 'not-done', retryAfterMs: 10 },
      { type: 'still-open' },
      { type: 'absent' },
    );
    const events = fc.array(fc.tuple(signal, fc.integer({ min: 0, max: 2_000 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(events, (list) => {
        let current = sending;
        let decided = 0;
        for (const [next, seconds] of list) {
          const step = receive(current, next, later(seconds), policy);
          if (step.effect.type === 'confirmed' || step.effect.type === 'rejected') decided += 1;
          if (step.effect.type === 'replaced') decided += 1;
          // A worker claims what was put back.
          current =
            step.instruction.status === 'READY'
              ? { ...step.instruction, status: 'SENDING', sentAt: later(seconds) }
              : step.instruction;
        }
        expect(decided).toBeLessThanOrEqual(1);
      }),
    );
  });
});
