import { describe, expect, test } from 'vitest';
import { readCallback } from './index.ts';

const topUp = {
  reffId: 'TU1',
  type: 'TOP_UP',
  code: 0,
  message: 'Success',
  account: '88881234567890',
  virtualAccount: '390101081234567890',
  amount: '50000',
  channel: 'VIRTUAL_ACCOUNT',
  occurredAt: '2026-11-22T07:00:00.000Z',
};
const read = (body: unknown) => readCallback(Buffer.from(JSON.stringify(body)));

describe('a callback', () => {
  test('is read with its amount whole, and its strange names translated', () => {
    expect(read(topUp)).toEqual({
      type: 'TOP_UP',
      providerReference: 'TU1',
      partnerReference: undefined,
      originalProviderReference: undefined,
      outcome: 'SUCCESS',
      code: 0,
      message: 'Success',
      account: '88881234567890',
      virtualAccount: '390101081234567890',
      amount: 50000n,
      serviceFee: undefined,
      channel: 'VIRTUAL_ACCOUNT',
      occurredAt: new Date('2026-11-22T07:00:00.000Z'),
    });
  });

  test('passes on the message without the numbers of phones and accounts', () => {
    const told = read({ ...topUp, message: 'to 081234567890 at 1234567890, code 42' });
    expect(told?.message).toBe('to … at …, code 42');
  });

  test('reads the same however its types wobble', () => {
    expect(read({ ...topUp, amount: 50000, code: '0', partnerReference: null, more: 1 })).toEqual(
      read(topUp),
    );
  });

  test.each([
    [0, 'SUCCESS'],
    [130003, 'FAILED'],
    [130004, 'EXPIRED'],
    [1, 'UNKNOWN'],
    [130001, 'UNKNOWN'],
    [900001, 'UNKNOWN'],
    [999999, 'UNKNOWN'],
  ])('with code %d ends %s', (code, outcome) => {
    expect(read({ ...topUp, code })?.outcome).toBe(outcome);
  });

  test.each([
    ['a fraction', { amount: '0.5' }],
    ['a negative amount', { amount: -1 }],
    ['an unknown type', { type: 'GIFT' }],
    ['no reference', { reffId: '' }],
    ['no account', { account: undefined }],
    ['no moment', { occurredAt: 'soon' }],
  ])('is not read with %s', (_, changed) => {
    expect(read({ ...topUp, ...changed })).toBeUndefined();
  });

  test('is not read when it is half a body', () => {
    expect(readCallback(Buffer.from(JSON.stringify(topUp).slice(0, 40)))).toBeUndefined();
  });
});
