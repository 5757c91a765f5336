import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instruction, type Policy, ready, receive, type Signal } from './index.ts';
import { later, policy as withoutFee, T0 } from './instruction.samples.ts';

const policy: Policy = { ...withoutFee, takesFee: true };
const order = {
  reference: 'co-1',
  requestId: 'co-1',
  purpose: 'BANK',
  from: 'user:u1',
  to: 'world',
  amount: rupiah(50_000),
};
const sending: Instruction = { ...ready(order, T0), status: 'SENDING', sentAt: T0 };
const after = (from: Instruction, signal: Signal, now = later(1)): ReturnType<typeof receive> =>
  receive(from, signal, now, policy);

const expiresAt = later(86_400);
const answer: Signal = { type: 'in-process', providerReference: 'K1', serviceFee: rupiah(2_500) };
const cash: Signal = { ...answer, withdrawalCode: '123456', expiresAt };
const success: Signal = { type: 'ok', providerReference: 'K1' };
const priced: Signal = { ...success, serviceFee: rupiah(3_000) };
const failed: Signal = { type: 'refused', code: 130_003, message: 'bank offline' };

describe('a payout that was taken on', () => {
  it('is in process with what the answer told; the code is passed on and not kept', () => {
    const { instruction, effect } = after(sending, cash);
    expect(instruction).toMatchObject({
      status: 'IN_PROCESS',
      acknowledged: true,
      providerReference: 'K1',
      serviceFee: 2_500n,
      expiresAt,
    });
    expect(effect).toEqual({ type: 'in-process', withdrawalCode: '123456' });
    expect(
      JSON.stringify(instruction, (_, v) => (typeof v === 'bigint' ? String(v) : v)),
    ).not.toMatch(/123456/);
  });

  it('is confirmed with the fee of the answer, or with that of the last word', () => {
    const open = after(sending, answer).instruction;
    expect(after(open, success).instruction).toMatchObject({
      status: 'CONFIRMED',
      serviceFee: 2_500n,
    });
    expect(after(open, priced).instruction.serviceFee).toBe(3_000n);
  });

  it('forgets nothing it was told when a later word says less', () => {
    const open = after(after(sending, cash).instruction, { type: 'in-process' }).instruction;
    expect(open).toMatchObject({ providerReference: 'K1', serviceFee: 2_500n, expiresAt });
  });

  it('never ends by NOT_FOUND', () => {
    const open = after(sending, answer).instruction;
    expect(after(open, { type: 'absent' }, later(80_000)).instruction.status).toBe('IN_PROCESS');
  });
});

describe('a success whose fee nobody has named', () => {
  it('is in process, acknowledged, and asked about at once', () => {
    const { instruction, effect } = after(sending, success);
    expect(instruction).toMatchObject({
      status: 'IN_PROCESS',
      acknowledged: true,
      nextAt: later(1),
    });
    expect(effect).toEqual({ type: 'in-process' });
  });

  it('is confirmed when the fee is known, also a fee of nothing', () => {
    const open = after(sending, success).instruction;
    const free: Signal = { ...success, serviceFee: rupiah(0) };
    expect(after(open, free).effect).toEqual({ type: 'confirmed' });
  });

  it('needs no fee where the provider takes none', () => {
    const { takesFee: _none, ...feeless } = policy;
    expect(receive(sending, success, later(1), feeless).effect.type).toBe('confirmed');
  });
});

describe('a callback before the answer', () => {
  it('ends it, and the answer changes nothing', () => {
    const { instruction } = after(sending, priced);
    expect(after(instruction, cash)).toEqual({ instruction, effect: { type: 'none' } });
    expect(after(instruction, { type: 'unknown', cause: 'TIMEOUT' }).instruction).toEqual(
      instruction,
    );
  });

  it('ends even what was put back to be sent again, so that it is not sent again', () => {
    const back = after(sending, { type: 'not-done', retryAfterMs: 1 }).instruction;
    expect(after(back, priced).instruction.status).toBe('CONFIRMED');
  });
});

describe('cash at a store', () => {
  const open = after(sending, cash).instruction;

  it('is asked about when its code runs out, and our clock ends nothing', () => {
    const before = later(86_390);
    const { instruction } = after(open, { type: 'still-open' }, before);
    expect(instruction.nextAt).toEqual(expiresAt);
    const past = after(instruction, { type: 'still-open' }, later(86_401));
    expect(past.instruction.status).toBe('IN_PROCESS');
    expect(past.effect).toEqual({ type: 'none' });
  });

  it('goes to an operator a day after its code ran out, not a day after it was sent', () => {
    expect(after(open, { type: 'still-open' }, later(100_000)).effect.type).toBe('none');
    const { instruction, effect } = after(open, { type: 'still-open' }, later(172_801));
    expect(instruction.status).toBe('MANUAL');
    expect(effect).toEqual({ type: 'alarm', code: 'AKT_OUTCOME_OVERDUE' });
  });

  it('ends when the provider says that it expired', () => {
    const expired: Signal = { type: 'refused', code: 130_004, message: 'EXPIRED' };
    expect(after(open, expired).effect).toEqual({
      type: 'rejected',
      code: 130_004,
      message: 'EXPIRED',
    });
  });
});

describe('whatever is told in whatever order', () => {
  const signal = fc.constantFrom<Signal>(
    cash,
    success,
    priced,
    failed,
    { type: 'unknown', cause: 'TIMEOUT' },
    { type: 'not-done', retryAfterMs: 10 },
    { type: 'absent' },
    { type: 'still-open' },
  );

  it('a payout is settled at most once, let go at most once, and a success never goes unheard', () => {
    const story = fc.array(fc.tuple(signal, fc.integer({ min: 0, max: 2_000 })), { maxLength: 30 });
    fc.assert(
      fc.property(story, (list) => {
        let current = sending;
        const effects: string[] = [];
        for (const [next, seconds] of list) {
          const step = receive(current, next, later(seconds), policy);
          effects.push(step.effect.type);
          current =
            step.instruction.status === 'READY'
              ? { ...step.instruction, status: 'SENDING', sentAt: later(seconds) }
              : step.instruction;
        }
        const count = (...types: string[]): number =>
          effects.filter((type) => types.includes(type)).length;
        expect(count('confirmed', 'rejected', 'replaced')).toBeLessThanOrEqual(1);
        expect(count('late-success')).toBeLessThanOrEqual(1);
        const heard = list.some(([{ type, ...told }]) => type === 'ok' && 'serviceFee' in told);
        if (heard) expect(count('confirmed', 'late-success')).toBe(1);
        expect(current.reference).toBe(order.reference);
      }),
      { numRuns: 2_000 },
    );
  });
});
