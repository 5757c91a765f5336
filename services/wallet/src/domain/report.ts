/** What KasPro tells of transactions that other services asked for. PURE. */
import type { Draft } from '@angkutan/events';
import type { StoredCallback } from './callback.ts';

const TYPES: ReadonlySet<string> = new Set(['BANK_TRANSFER', 'QRIS', 'MODERN_TRADE_WITHDRAWAL']);
const FINAL: ReadonlySet<string> = new Set(['SUCCESS', 'FAILED', 'EXPIRED']);

/** Whether this is the end of a transaction that a service of ours asked for: it is named by our reference. */
export const isReport = ({ type, outcome, partnerReference }: StoredCallback): boolean =>
  TYPES.has(type) && FINAL.has(outcome) && partnerReference !== undefined;

/** Told as KasPro told it, also a second end that contradicts the first: whoever asked decides. */
export function reportOf(callback: StoredCallback): Draft {
  const { type, providerReference, outcome, code, message, amount } = callback;
  const { partnerReference = '', serviceFee = 0n } = callback;
  return {
    type: 'ProviderTransactionReported',
    key: partnerReference,
    data: {
      partnerReference,
      providerReference,
      type,
      outcome,
      code,
      message,
      amount,
      serviceFee,
    },
  };
}
