/**
 * A refund: the platform pays the payer at once. Borne in proportion, the shares of those who were paid
 * become their debts to the platform; borne by the platform, they do not. PURE.
 */
import { isPayeeWallet, PLATFORM_WALLETS } from '@angkutan/ledger';
import { minus, negate, plus, rupiah, sumOf, ZERO, type Rupiah } from '@angkutan/money';
import type { PaymentKind, Split } from './charge.ts';
import type { CommandKnowledge, CommandRefusal, Refund } from './commands.ts';
import { paidOf, type Payment, type PaymentEvent } from './payment.ts';
import type { Case } from './ride.ts';

/** The payer of a refund: no customer, the company itself. */
export const PLATFORM_PAYER = PLATFORM_WALLETS.corporate;

/** Cash was never ours; a QRIS merchant and another person have their money, and only they can give it back. */
const REFUNDABLE: ReadonlySet<PaymentKind> = new Set(['RIDE', 'DELIVERY', 'CANCELLATION', 'TIP']);

export function decideRefund(
  command: Refund,
  state: Case,
  { walletOf }: CommandKnowledge,
): PaymentEvent | CommandRefusal {
  const original = state.payments.find(({ paymentId }) => paymentId === command.originalId);
  const refusal = refusalOf(original);
  if (!original || refusal) return refusal ?? 'PAYMENT_NOT_FOUND';
  const before = promised(state, original.paymentId);
  const left = minus(paidOf(original), before);
  const amount = command.amount ?? left;
  if (amount > left || amount <= ZERO) return 'REFUND_ABOVE_PAID';
  const payerWallet = walletOf(original.payerId, 'USER');
  if (!payerWallet) return 'CUSTOMER_NOT_FOUND';
  const shared = sharedBy(command, original, before, amount);
  const { paymentId, caseId: reference, reason } = command;
  return {
    type: 'REQUESTED',
    paymentId,
    reference,
    kind: 'REFUND',
    payerId: PLATFORM_PAYER,
    amount,
    splits: [{ walletId: payerWallet, amount, purpose: 'REFUND' }, ...shared],
    capture: 'NOW',
    reason,
    payeeIds: [original.payerId],
  };
}

const sharedBy = (
  { bearer }: Refund,
  original: Payment,
  before: Rupiah,
  amount: Rupiah,
): Split[] => (bearer === 'PROPORTIONAL' ? clawbacks(original, before, amount) : []);

function refusalOf(original: Payment | undefined): CommandRefusal | undefined {
  if (!original) return 'PAYMENT_NOT_FOUND';
  if (!REFUNDABLE.has(original.kind)) return 'PAYMENT_NOT_REFUNDABLE';
  const paid = original.status === 'SETTLED' || original.status === 'REFUNDED';
  return paid ? undefined : 'PAYMENT_NOT_SETTLED';
}

/** What earlier refunds of it give back, those under way among them. */
const promised = ({ payments }: Case, originalId: string): Rupiah =>
  sumOf(
    payments
      .filter((one) => originalOf(one.paymentId) === originalId && one.status !== 'FAILED')
      .map(({ amount }) => amount),
  );

/** The payment of which a refund gives back, by the refund's id; undefined for every other payment. */
export const originalOf = (paymentId: string): string | undefined => {
  const at = paymentId.lastIndexOf('.refund.');
  return at < 0 ? undefined : paymentId.slice(0, at);
};

/**
 * What each payee owes of this refund: its part of what was paid, of all that is given back so far, less its part of
 * what was given back before. Rounded down, so that many small refunds never ask more of a payee than it got.
 */
function clawbacks(original: Payment, before: Rupiah, amount: Rupiah): Split[] {
  const positive = original.splits.filter((split) => split.amount > ZERO);
  const whole = sumOf(positive.map((split) => split.amount));
  const part = (of: Split, given: Rupiah): bigint => (given * of.amount) / whole;
  const owed = positive
    .filter(({ walletId }) => isPayeeWallet(walletId))
    .map((split): Split => {
      const share = rupiah(part(split, plus(before, amount)) - part(split, before));
      return { walletId: split.walletId, amount: negate(share), purpose: 'CLAWBACK' };
    })
    .filter((split) => split.amount !== ZERO);
  const back = negate(sumOf(owed.map((split) => split.amount)));
  const platform: Split = { walletId: PLATFORM_PAYER, amount: back, purpose: 'CLAWBACK' };
  return back > ZERO ? [...owed, platform] : [];
}
