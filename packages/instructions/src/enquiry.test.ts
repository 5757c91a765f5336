import type { Outcome, StatementRow, Transaction } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { createEnquiry, type Instruction, ready, type Signal } from './index.ts';

const T0 = new Date('2026-11-22T00:00:00Z');
const order = {
  reference: 'co-1',
  requestId: 'co-1',
  purpose: 'BANK',
  from: 'user:u1',
  to: 'world',
  amount: rupiah(50_000),
};
const sent: Instruction = { ...ready(order, T0), status: 'UNKNOWN', sentAt: T0 };
const down = { kind: 'unknown', cause: 'TIMEOUT' } as const;
const status = (word: Transaction['status'], more = {}): Outcome<Transaction> => ({
  kind: 'ok',
  data: {
    status: word,
    providerReference: 'K1',
    account: undefined,
    amount: undefined,
    serviceFee: undefined,
    withdrawalCode: undefined,
    expiresAt: undefined,
    ...more,
  },
});
const line = (amount: number, partnerReference = 'co-1'): StatementRow => ({
  reference: 'K1',
  partnerReference,
  account: '888',
  amount: rupiah(amount),
  balanceAfter: rupiah(0),
  occurredAt: T0.toISOString(),
});
const lines = (...data: StatementRow[]): Outcome<readonly StatementRow[]> => ({ kind: 'ok', data });

interface Provider {
  readonly says: Outcome<Transaction>;
  readonly shows?: Outcome<readonly StatementRow[]>;
}
function ask({ says, shows = down }: Provider, takesFee = true, asked = sent): Promise<Signal> {
  const kaspro = { status: () => Promise.resolve(says), statement: () => Promise.resolve(shows) };
  const customerAccount = () => Promise.resolve('888');
  return createEnquiry({ kaspro, customerAccount, takesFee, now: () => T0 })(asked);
}

describe('an enquiry', () => {
  it('that fails says nothing about the transfer', async () => {
    const refused = { kind: 'unknown', cause: 'ENQUIRY_REFUSED' } as const;
    for (const says of [down, refused]) {
      expect(await ask({ says })).toEqual({ type: 'still-open', cause: says.cause });
    }
  });

  it('hears of a failure, and of a code that ran out', async () => {
    expect(await ask({ says: status('FAILED') })).toMatchObject({ type: 'refused', code: 0 });
    expect(await ask({ says: status('EXPIRED') })).toMatchObject({
      type: 'refused',
      code: 130_004,
    });
  });

  it('hears that it is in process, with the code where the status tells it', async () => {
    const says = status('IN_PROCESS', { withdrawalCode: '42' });
    expect(await ask({ says })).toEqual({
      type: 'in-process',
      providerReference: 'K1',
      withdrawalCode: '42',
    });
  });

  it('takes NOT_FOUND for absent only when the statement has no such line either', async () => {
    const says = status('NOT_FOUND');
    expect(await ask({ says, shows: lines(line(-9, 'other')) })).toEqual({ type: 'absent' });
    expect(await ask({ says })).toEqual({ type: 'still-open', cause: 'TIMEOUT' });
    expect(await ask({ says, shows: lines(line(-52_500)) })).toEqual({
      type: 'ok',
      providerReference: 'K1',
      serviceFee: 2_500n,
    });
  });

  it('reads the statement where there is no status enquiry', async () => {
    const says: Outcome<never> = { kind: 'unknown', cause: 'ENQUIRY_OFF' };
    expect(await ask({ says, shows: lines(line(-50_000)) })).toMatchObject({
      type: 'ok',
      serviceFee: 0n,
    });
    expect(await ask({ says, shows: lines(line(-52_500), line(52_500)) })).toMatchObject({
      type: 'refused',
      message: 'RETURNED',
    });
  });

  it('takes less than was ordered for no success', async () => {
    const says = status('NOT_FOUND');
    expect((await ask({ says, shows: lines(line(-49_999)) })).type).toBe('in-process');
  });
});

describe('a success without its fee', () => {
  const says = status('SUCCESS');

  it('is looked up in the statement', async () => {
    expect(await ask({ says, shows: lines(line(-53_000)) })).toMatchObject({
      type: 'ok',
      serviceFee: 3_000n,
    });
  });

  it('stays in process while the statement does not show it', async () => {
    for (const shows of [down, lines()]) {
      expect(await ask({ says, shows })).toEqual({ type: 'in-process', providerReference: 'K1' });
    }
  });

  it('is a success at once where the fee is known, or none is taken', async () => {
    const success = { type: 'ok', providerReference: 'K1' };
    expect(await ask({ says }, true, { ...sent, serviceFee: rupiah(2_500) })).toEqual(success);
    expect(await ask({ says }, false)).toEqual(success);
  });
});
