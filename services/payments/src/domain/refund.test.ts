import { rupiah, sumOf } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  after,
  driven,
  happened,
  PART,
  known,
  PAID_ID,
  paymentOf,
  refusalOf,
  send,
  told,
} from './commands.samples.ts';
import type { Command } from './commands.ts';
import { decideCommand } from './decide-command.ts';
import { newCase } from './ride.ts';
import {
  booked,
  completed,
  debtWrittenOff,
  fundsHeld,
  given,
  transferPosted,
} from './ride.samples.ts';

const refund = (with_: Partial<Extract<Command, { type: 'REFUND' }>> = {}): Command => ({
  type: 'REFUND',
  paymentId: `${PAID_ID}.refund.${PART}`,
  caseId: 'ride-1',
  originalId: PAID_ID,
  bearer: 'PLATFORM',
  reason: 'late',
  ...with_,
});
describe('a refund', () => {
  it('pays the rider from the company, all that is left when no amount is said', () => {
    const state = after(driven, refund());
    const payment = paymentOf(state, refund().paymentId);
    expect(payment).toMatchObject({
      kind: 'REFUND',
      payerId: 'platform:corporate',
      amount: 25_000n,
      splits: [{ walletId: 'ani:user', amount: 25_000n, purpose: 'REFUND' }],
    });
    const settled = told(state, transferPosted(refund().paymentId));
    expect(paymentOf(settled, PAID_ID)).toMatchObject({
      status: 'REFUNDED',
      refundedAmount: 25_000n,
    });
  });

  it('leaves a payment settled of which something is left', () => {
    const state = after(driven, refund({ amount: rupiah(10_000) }));
    const settled = told(state, transferPosted(refund().paymentId));
    const payment = paymentOf(settled, PAID_ID);
    expect(payment).toMatchObject({ status: 'SETTLED', refundedAmount: 10_000n });
  });

  it('borne in proportion makes debts of the payees’ shares, and the company keeps its own part', () => {
    const command = refund({ amount: rupiah(10_000), bearer: 'PROPORTIONAL' });
    expect(paymentOf(after(driven, command), command.paymentId)?.splits).toEqual([
      { walletId: 'ani:user', amount: 10_000n, purpose: 'REFUND' },
      { walletId: 'budi:driver', amount: -8_000n, purpose: 'CLAWBACK' },
      { walletId: 'platform:corporate', amount: 8_000n, purpose: 'CLAWBACK' },
    ]);
  });

  it.each([
    ['PAYMENT_NOT_FOUND', refund({ originalId: 'ride-1.ride.9' }), driven],
    ['PAYMENT_NOT_SETTLED', refund(), given(booked(), fundsHeld(PAID_ID)).state],
    ['REFUND_ABOVE_PAID', refund({ amount: rupiah(25_001) }), driven],
    ['REFUND_ABOVE_PAID', refund({ paymentId: 'second' }), after(driven, refund())],
  ] as const)('is refused: %s', (refusal, command, state) => {
    expect(refusalOf(command, state)).toBe(refusal);
  });

  it('gives back nothing of what the company gave up: nobody had paid it', () => {
    const owing = [
      booked(),
      fundsHeld(PAID_ID),
      completed(),
      transferPosted(PAID_ID, 9_000),
    ] as const;
    const state = given(...owing, debtWrittenOff(PAID_ID, 9_000)).state;
    expect(refusalOf(refund({ amount: rupiah(16_001) }), state)).toBe('REFUND_ABOVE_PAID');
    expect(paymentOf(after(state, refund()), refund().paymentId)).toMatchObject({
      amount: 16_000n,
    });
  });

  it('of cash or of money sent to a person is refused', () => {
    const cash = given(completed({ paymentMethod: 'CASH' }), transferPosted('ride-1.cash.1')).state;
    expect(refusalOf(refund({ originalId: 'ride-1.cash.1' }), cash)).toBe('PAYMENT_NOT_REFUNDABLE');
    const sent = told(after(newCase(send.caseId), send), transferPosted(send.paymentId));
    expect(refusalOf(refund({ originalId: send.paymentId }), sent)).toBe('PAYMENT_NOT_REFUNDABLE');
  });

  it('never gives back more than was paid, nor asks more of a payee than it got, in any number of parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, (amounts) => {
        let state = driven;
        for (const [n, amount] of amounts.entries()) {
          const paymentId = `${PAID_ID}.refund.${String(n).padStart(8, '0')}`;
          const command = refund({ paymentId, amount: rupiah(amount), bearer: 'PROPORTIONAL' });
          const decision = decideCommand(command, state, known);
          if (decision.accepted) state = happened(state, decision.events);
        }
        const refunds = state.payments.filter(({ kind }) => kind === 'REFUND');
        const given_ = sumOf(refunds.map(({ amount }) => amount));
        const splits = refunds.flatMap((one) => one.splits);
        const asked = splits.filter(({ walletId }) => walletId === 'budi:driver');
        expect(given_ <= 25_000n).toBe(true);
        expect(-sumOf(asked.map(({ amount }) => amount)) <= 20_000n).toBe(true);
        for (const one of refunds) {
          expect(sumOf(one.splits.map(({ amount }) => amount))).toBe(one.amount);
        }
      }),
    );
  });
});
