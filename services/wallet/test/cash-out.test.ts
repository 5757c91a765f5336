import { z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outgoing, outgoing, stamp } from './outgoing.ts';

const movement = z.object({ partnerReference: z.string().nullable(), amount: z.number() });
const statement = z.object({ movements: z.array(movement) });

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing();
});
afterEach(() => on.wallet.close());

describe('a cash-out over real HTTP', () => {
  const partnerReference = 'out-c1';
  const ask = (): Promise<unknown> =>
    on.tell({
      type: 'CashOutRequested',
      data: {
        ...stamp(),
        cashOutId: 'c1',
        customerId: 'rider',
        channel: 'BANK',
        amount: 50_000n,
        fee: 9_000n,
        role: 'USER',
      },
    });
  /** As the service that asked would. */
  const send = (): Promise<unknown> =>
    on.wallet.kaspro.payout({
      sourceAccount: on.accounts['rider'] ?? '',
      bankCode: '014',
      beneficiaryAccount: '1234567890',
      beneficiaryName: 'Budi',
      amount: rupiah(50_000),
      partnerReference,
      channel: 'BANK',
    });
  const decide = (outcome: 'SUCCESS' | 'FAILED'): Promise<unknown> =>
    on.wallet.sandbox('outcome', { partnerReference, outcome });
  const serviceFee = async (): Promise<bigint> => {
    const { movements } = statement.parse(
      await on.wallet.sandbox(`accounts/${on.accounts['rider']}`),
    );
    const line = movements.find((one) => one.partnerReference === partnerReference);
    return BigInt(-(line?.amount ?? 0)) - 50_000n;
  };
  const failed = (): Promise<unknown> =>
    on.tell({
      type: 'CashOutFailed',
      data: {
        ...stamp(),
        cashOutId: 'c1',
        customerId: 'rider',
        amount: 50_000n,
        reason: 'X',
        detail: '',
      },
    });

  it('costs the customer what was quoted; what KasPro did not take is moved to corporate', async () => {
    await on.person('rider', 'USER', 100_000);
    await on.openCompany();
    on.wallet.startWorker();
    await ask();
    await on.becomes('c1', 'RESERVED');
    await send();
    await decide('SUCCESS');
    const data = { ...stamp(), cashOutId: 'c1', customerId: 'rider', amount: 50_000n };
    const settled = {
      ...data,
      fee: 9_000n,
      providerReference: 'K1',
      serviceFee: await serviceFee(),
    };
    await on.tell({ type: 'CashOutSettled', data: settled });
    await on.becomes('c1', 'CLOSED', 'CAPTURED');
    expect(await on.available('rider')).toBe(41_000n);
    await on.expectEqualToProvider();
  });

  it('that succeeds after its release is held again, and booked when an operator keeps it', async () => {
    await on.person('rider', 'USER', 100_000);
    await on.openCompany();
    await ask();
    await send();
    await decide('FAILED');
    await failed();
    expect(await on.available('rider')).toBe(100_000n);
    await decide('SUCCESS');
    const amount = 50_000n + (await serviceFee());
    await on.tell({ type: 'LateSuccessReported', data: { ...stamp(), requestId: 'c1', amount } });
    await on.becomes('c1', 'LATE');
    expect(await on.available('rider')).toBe(100_000n - amount);
    await on.agree({ type: 'RESOLVE_LATE', requestId: 'c1', decision: 'KEEP_CAPTURED' });
    await on.becomes('c1', 'CLOSED', 'CAPTURED');
    await on.expectEqualToProvider();
  });
});
