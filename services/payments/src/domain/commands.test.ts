import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import {
  after,
  driven,
  HOUR_MS,
  known,
  later,
  PAID_ID,
  paymentOf,
  refusalOf,
  send,
  tip,
  TIP_ID,
  told,
} from './commands.samples.ts';
import { decideCommand } from './decide-command.ts';
import { newCase } from './ride.ts';
import { booked, completed, given, NOON, transferPosted } from './ride.samples.ts';

describe('sending money', () => {
  it('asks the wallet to move it at once, and is a case of its own', () => {
    const state = after(newCase(send.caseId), send);
    expect(paymentOf(state, send.paymentId)).toMatchObject({
      kind: 'P2P',
      reference: send.paymentId,
      capture: 'NOW',
      splits: [{ walletId: 'citra:user', amount: 50_000n, purpose: 'TRANSFER' }],
      payeeIds: ['citra'],
    });
    const settled = told(state, transferPosted(send.paymentId));
    expect(paymentOf(settled, send.paymentId)).toMatchObject({ status: 'SETTLED' });
  });

  it('is asked for once, however often it is asked', () => {
    const state = after(newCase(send.caseId), send);
    expect(decideCommand(send, state, known)).toEqual({ accepted: true, events: [] });
  });

  it.each([
    ['CUSTOMER_NOT_FOUND', {}, { walletOf: () => undefined }],
    ['TRANSFER_TO_SELF', { payeeId: 'ani' }, {}],
    ['RECIPIENT_NOT_FOUND', { payeeId: undefined }, {}],
    ['TIER_TOO_LOW', {}, { tierOf: () => 'BASIC' }],
  ])('is refused: %s', (refusal, with_, knowledge) => {
    const command = { ...send, ...with_ };
    expect(refusalOf(command, newCase(send.caseId), { ...known, ...knowledge })).toBe(refusal);
  });

  it('fails by the name that the wallet gives, and nobody is woken', () => {
    const state = after(newCase(send.caseId), send);
    const answer = { type: 'TRANSFER_REJECTED', reason: 'PAYEE_LIMIT_EXCEEDED' } as const;
    const failed = told(state, { ...answer, requestId: send.paymentId, occurredAt: NOON });
    const payment = paymentOf(failed, send.paymentId);
    expect(payment).toMatchObject({ status: 'FAILED', reason: 'PAYEE_LIMIT_EXCEEDED' });
    expect(payment?.timeline.map(({ event }) => event)).toEqual(['REQUESTED', 'FAILED']);
  });
});

describe('a tip', () => {
  it('goes whole to the driver, and leaves the ride’s own payment as it is', () => {
    const state = after(driven, tip);
    expect(paymentOf(state, TIP_ID)).toMatchObject({
      kind: 'TIP',
      reference: 'ride-1',
      splits: [{ walletId: 'budi:driver', amount: 5_000n, purpose: 'TIP' }],
    });
    const settled = told(state, transferPosted(TIP_ID));
    expect(paymentOf(settled, TIP_ID)).toMatchObject({ status: 'SETTLED' });
    expect(paymentOf(settled, PAID_ID)).toEqual(paymentOf(driven, PAID_ID));
  });

  it('is also for a ride that was paid in cash', () => {
    const cash = given(completed({ paymentMethod: 'CASH' })).state;
    expect(refusalOf(tip, cash)).toBe('none');
  });

  it.each([
    ['RIDE_NOT_FOUND', tip, newCase('ride-1'), known],
    ['RIDE_NOT_FOUND', { ...tip, payerId: 'eve' }, driven, known],
    ['RIDE_NOT_COMPLETED', tip, given(booked()).state, known],
    ['TIP_TOO_LATE', tip, driven, { ...known, now: later(24 * HOUR_MS + 1) }],
    ['TIP_TOO_HIGH', { ...tip, amount: rupiah(500_001) }, driven, known],
    ['CUSTOMER_NOT_FOUND', tip, driven, { ...known, walletOf: () => undefined }],
  ] as const)('is refused: %s', (refusal, command, state, knowledge) => {
    expect(refusalOf(command, state, knowledge)).toBe(refusal);
  });

  it('is welcome until the last moment of the day, up to the last rupiah', () => {
    const command = { ...tip, amount: rupiah(500_000) };
    expect(refusalOf(command, driven, { ...known, now: later(24 * HOUR_MS) })).toBe('none');
  });
});
