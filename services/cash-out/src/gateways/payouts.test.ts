import { seal } from '@angkutan/events';
import { ready } from '@angkutan/instructions';
import type { KasPro } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { after, ANI, held, NOW, requested, toBank, toStore } from '../domain/cash-out.samples.ts';
import { createFieldSealer } from '../sealed-fields.ts';
import { createPayoutGateway } from './payouts.ts';

type Payout = Parameters<KasPro['payout']>[0];
type Outcome = Awaited<ReturnType<KasPro['payout']>>;

const KEY = Buffer.alloc(32, 1);
const fields = createFieldSealer(Buffer.alloc(32, 2));
const instruction = ready(
  {
    reference: 'co-1~2',
    requestId: 'co-1',
    purpose: 'BANK',
    from: 'ani:user',
    to: 'world',
    amount: rupiah(100_000),
  },
  NOW,
);
const taken: Outcome = {
  kind: 'in-process',
  providerReference: 'K1',
  data: { withdrawalCode: '123456789012' },
};

function gatewayFor(channel: 'BANK' | 'MODERN_TRADE', eventKey = KEY) {
  const sent: Payout[] = [];
  const troubles: string[] = [];
  const account = seal(KEY, '88881234567890', 'ani').toString('base64');
  const sealed = {
    ...requested,
    destination: {
      ...toBank.destination,
      ...(channel === 'BANK' && {
        sealedNumber: fields.seal('co-1', 'accountNumber', '0012345678'),
        sealedName: fields.seal('co-1', 'accountName', 'Siti Rahayu'),
      }),
    },
  };
  const request = channel === 'BANK' ? sealed : { ...requested, destination: toStore.destination };
  const unasked = () => Promise.reject(new Error('not asked for'));
  const gateway = createPayoutGateway({
    kaspro: {
      payout: async (payout) => {
        sent.push(payout);
        return taken;
      },
      status: unasked,
      statement: unasked,
    },
    find: async () => ({
      cashOut: after(request, held),
      customer: { ...ANI, accounts: { USER: account } },
    }),
    eventKey,
    fields,
    now: () => NOW,
    onUnprepared: (_error, reference) => void troubles.push(reference),
  });
  return { gateway, sent, troubles };
}

describe('a payout', () => {
  it('to a bank goes out with what was sealed, leading zeros and all, under its own reference', async () => {
    const { gateway, sent } = gatewayFor('BANK');
    await gateway.send(instruction);
    expect(sent).toEqual([
      {
        channel: 'BANK',
        sourceAccount: '88881234567890',
        bankCode: '014',
        beneficiaryAccount: '0012345678',
        beneficiaryName: 'Siti Rahayu',
        amount: 100_000n,
        partnerReference: 'co-1~2',
      },
    ]);
  });

  it('to a store brings a code, which is sealed before it leaves the gateway', async () => {
    const { gateway, sent } = gatewayFor('MODERN_TRADE');
    const signal = await gateway.send(instruction);
    expect(sent).toMatchObject([{ channel: 'MODERN_TRADE', outlet: 'ALFAMART' }]);
    if (signal.type !== 'in-process') throw new Error(`it was ${signal.type}`);
    expect(signal.withdrawalCode).not.toContain('123456789012');
    expect(fields.open('co-1', 'withdrawalCode', signal.withdrawalCode ?? '')).toBe('123456789012');
  });

  it('whose account does not open is not sent, surely not done, and told', async () => {
    const { gateway, sent, troubles } = gatewayFor('BANK', Buffer.alloc(32, 9));
    expect(await gateway.send(instruction)).toEqual({ type: 'not-done', retryAfterMs: 60_000 });
    expect(sent).toEqual([]);
    expect(troubles).toEqual(['co-1~2']);
  });
});
