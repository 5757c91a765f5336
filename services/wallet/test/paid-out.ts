import type { ProviderCallback } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';

/** KasPro says that a payout was made. */
export const paidOut: ProviderCallback = {
  type: 'BANK_TRANSFER',
  providerReference: 'K1',
  partnerReference: 'c1.t1',
  originalProviderReference: undefined,
  outcome: 'SUCCESS',
  code: 0,
  message: 'Success',
  account: '',
  amount: rupiah(50_000),
  serviceFee: rupiah(2_000),
  channel: undefined,
  virtualAccount: undefined,
  occurredAt: new Date(),
};
