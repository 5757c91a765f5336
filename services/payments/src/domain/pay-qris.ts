/** A merchant is paid by its QRIS code: held in the payer's wallet first, then told to KasPro. PURE. */
import { rupiah } from '@angkutan/money';
import type { CommandKnowledge, CommandRefusal, PayQris } from './commands.ts';
import type { PaymentEvent } from './payment.ts';

export function decidePayQris(
  { paymentId, caseId, payerId, qris }: PayQris,
  { walletOf, rules }: CommandKnowledge,
): PaymentEvent | CommandRefusal {
  if (!walletOf(payerId, 'USER')) return 'CUSTOMER_NOT_FOUND';
  const amount = rupiah(qris.amount + qris.tip);
  if (amount > rules.qris.max) return 'QRIS_ABOVE_LIMIT';
  return {
    type: 'REQUESTED',
    paymentId,
    reference: caseId,
    kind: 'QRIS',
    payerId,
    amount,
    splits: [],
    capture: 'LATER',
    rulesVersion: rules.version,
    qris,
  };
}
