import { DUPLICATE_REFERENCE, REFUSALS, type CallbackType } from '@angkutan/kaspro';
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { free } from '../book.ts';
import type { Transaction } from '../facts.ts';
import { inProcess } from './in-process.ts';
import type { ProviderEndpoint } from './provider-call.ts';
import { amountText, readBody, reference } from './read-body.ts';
import { refusal } from './refusal.ts';

const shared = { sourceAccount: z.string(), amount: amountText, partnerReference: reference };
const payout = z.discriminatedUnion('channel', [
  z.object({
    ...shared,
    channel: z.literal(['BANK', 'MODERN_TRADE']),
    bankCode: z.string(),
    beneficiaryAccount: z.string(),
    beneficiaryName: z.string(),
  }),
  z.object({
    ...shared,
    channel: z.literal('QRIS'),
    qrContent: z.string().min(1),
    tip: amountText.optional(),
  }),
]);
type PayoutBody = z.output<typeof payout>;

const TYPES = {
  BANK: 'BANK_TRANSFER',
  MODERN_TRADE: 'MODERN_TRADE_WITHDRAWAL',
  QRIS: 'QRIS',
} as const satisfies Record<string, CallbackType>;

/** What KasPro takes on top of the amount, in rupiah. */
export const SERVICE_FEES = { BANK: 2_500, MODERN_TRADE: 5_000, QRIS: 0 } as const;
const WITHDRAWAL_TTL_MS = 24 * 3_600_000;

/** `POST /bank-transfer/`: to a bank, to a store's till, or by QRIS. Taken on, and ended later by `settlement`. */
export const bankTransfer: ProviderEndpoint = ({ body, executesAgain }, { state, settlement }) => {
  const wanted = readBody(payout, body);
  if (!executesAgain && state.isKnown(wanted.partnerReference)) return refusal(DUPLICATE_REFERENCE);
  const source = state.book.account(wanted.sourceAccount);
  if (!source) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  const transaction = begun(wanted, `OLSFQ${state.nextNumber()}`);
  if (free(source) < transaction.amount + transaction.serviceFee) {
    return refusal(REFUSALS.INSUFFICIENT_BALANCE);
  }
  state.record({ fact: 'transaction', transaction });
  settlement.schedule(transaction);
  return inProcess(transaction);
};

function begun(wanted: PayoutBody, reffId: string): Transaction {
  const isCash = wanted.channel === 'MODERN_TRADE';
  const tip = wanted.channel === 'QRIS' ? (wanted.tip ?? 0) : 0;
  return {
    reffId,
    type: TYPES[wanted.channel],
    partnerReference: wanted.partnerReference,
    originalReffId: null,
    status: 'IN_PROCESS',
    account: wanted.sourceAccount,
    amount: wanted.amount + tip,
    serviceFee: SERVICE_FEES[wanted.channel],
    channel: wanted.channel,
    virtualAccount: null,
    withdrawalCode: isCash ? String(randomInt(10 ** 11, 10 ** 12)) : null,
    expiresAt: isCash ? new Date(Date.now() + WITHDRAWAL_TTL_MS).toISOString() : null,
    code: 1,
    message: 'In Process',
    occurredAt: new Date().toISOString(),
  };
}
