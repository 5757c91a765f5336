import { rupiah } from '@angkutan/money';
import { type CashOut, type CashOutEvent, evolve, type Request } from './cash-out.ts';
import type { Customer } from './customer.ts';

export const NOW = new Date('2026-11-22T07:00:00Z');

export const ANI: Customer = {
  customerId: 'ani',
  tier: 'PREMIUM',
  accounts: { USER: 'sealed-account' },
  wallets: ['USER'],
};

export const toBank: Request = {
  cashOutId: 'co-1',
  customerId: 'ani',
  role: 'USER',
  destination: {
    channel: 'BANK',
    bankCode: '014',
    maskedNumber: '******7890',
    maskedName: 'S***',
    sealedNumber: 'sealed-number',
    sealedName: 'sealed-name',
  },
  amount: rupiah(100_000),
  fingerprint: 'f1',
};
export const toStore: Request = {
  ...toBank,
  cashOutId: 'co-2',
  destination: { channel: 'MODERN_TRADE', outlet: 'ALFAMART' },
};

export const requested: CashOutEvent = {
  ...toBank,
  type: 'REQUESTED',
  fee: rupiah(2_500),
  rulesVersion: '2022-09',
};
export const held: CashOutEvent = { type: 'HELD', holdId: 'h1', partnerReference: 'co-1' };
export const inProcess: CashOutEvent = { type: 'IN_PROCESS', providerReference: 'K1' };
export const settled: CashOutEvent = {
  type: 'SETTLED',
  providerReference: 'K1',
  serviceFee: rupiah(2_500),
};
export const failed: CashOutEvent = {
  type: 'FAILED',
  reason: 'BENEFICIARY_NOT_FOUND',
  detail: 'KasPro 130002: no such account',
};

/** The cash-out after these events. */
export function after(...events: readonly CashOutEvent[]): CashOut {
  let cashOut: CashOut | undefined;
  for (const event of events) cashOut = evolve(cashOut, event, NOW);
  if (!cashOut) throw new Error('no events');
  return cashOut;
}
