/** What KasPro's word on a transfer of ours means for its payment. PURE. */
import type { Rupiah } from '@angkutan/money';
import type { Payment, PaymentEvent } from './payment.ts';

export type ProviderWord =
  | { readonly type: 'TAKEN_ON' }
  | { readonly type: 'PAID'; readonly providerReference: string; readonly serviceFee: Rupiah }
  | { readonly type: 'REFUSED'; readonly reason: string; readonly detail: string }
  /** It was never taken on, and goes again under another reference. */
  | { readonly type: 'SENT_AGAIN'; readonly partnerReference: string }
  /** Paid after all, when we had given the money back. */
  | { readonly type: 'PAID_LATE' }
  | {
      readonly type: 'UNCLEAR';
      readonly reason: 'AKT_OUTCOME_CONFLICT' | 'AKT_OUTCOME_OVERDUE';
      readonly detail: string;
    };

/** A word that came before means nothing the second time; the instruction has seen to that. */
export function decideProviderWord(payment: Payment, word: ProviderWord, at: Date): PaymentEvent[] {
  const { paymentId } = payment;
  switch (word.type) {
    case 'TAKEN_ON':
      return payment.status === 'HELD' ? [{ type: 'SUBMITTED', paymentId }] : [];
    case 'SENT_AGAIN':
      return [{ type: 'SENT_AGAIN', paymentId, partnerReference: word.partnerReference }];
    case 'PAID': {
      const { providerReference, serviceFee } = word;
      const told = { settledAt: at, partnerReferences: [], providerReference, serviceFee };
      return [{ type: 'SETTLED', paymentId, ...told }];
    }
    case 'REFUSED':
      return [{ type: 'FAILED', paymentId, reason: word.reason, detail: word.detail }];
    case 'PAID_LATE':
      return [
        { type: 'LATE_SUCCESS', paymentId, amount: payment.amount },
        { type: 'ALERTED', paymentId, reason: 'AKT_LATE_SUCCESS', detail: 'paid after we let go' },
      ];
    case 'UNCLEAR':
      return [{ type: 'ALERTED', paymentId, reason: word.reason, detail: word.detail }];
  }
}
