/** Money from person to person, by the payee's phone number. PURE. */
import { limitsOf } from '@angkutan/rules';
import type { CommandKnowledge, CommandRefusal, SendMoney } from './commands.ts';
import type { PaymentEvent } from './payment.ts';

/** Only those whose tier allows it may send; what the payee's wallet may still take is the wallet's to know. */
export function decideSendMoney(
  command: SendMoney,
  { walletOf, tierOf, rules }: CommandKnowledge,
): PaymentEvent | CommandRefusal {
  const { paymentId, payerId, payeeId, amount, sealedNote } = command;
  if (!walletOf(payerId, 'USER')) return 'CUSTOMER_NOT_FOUND';
  if (payeeId === payerId) return 'TRANSFER_TO_SELF';
  const payeeWallet = payeeId === undefined ? undefined : walletOf(payeeId, 'USER');
  if (payeeId === undefined || !payeeWallet) return 'RECIPIENT_NOT_FOUND';
  if (!limitsOf(rules, tierOf(payerId)).mayTransfer) return 'TIER_TOO_LOW';
  return {
    type: 'REQUESTED',
    paymentId,
    reference: command.caseId,
    kind: 'P2P',
    payerId,
    amount,
    splits: [{ walletId: payeeWallet, amount, purpose: 'TRANSFER' }],
    capture: 'NOW',
    rulesVersion: rules.version,
    payeeIds: [payeeId],
    ...(sealedNote !== undefined && { sealedNote }),
  };
}
