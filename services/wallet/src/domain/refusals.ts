/** Why money may not move, by name, and how that is told. PURE. */
import { isPositive, type Rupiah } from '@angkutan/money';
import { type Limits, limitsOf } from '@angkutan/rules';
import { fitIncoming } from './limits.ts';
import { headOf, type Request } from './request.ts';
import { spendingRefusal } from './spending.ts';
import { collectDebts } from './transfers.ts';
import type { Wallet } from './wallet.ts';
import type { Flow } from './working-set.ts';

/** KasPro's account of the payer lacked the money, although our ledger said otherwise. */
export const KASPRO_INSUFFICIENT = 120_001;
const REASONS: Readonly<Record<number, string>> = {
  [KASPRO_INSUFFICIENT]: 'INSUFFICIENT_FUNDS',
  120_002: 'LIMIT_EXCEEDED',
  120_003: 'WALLET_BLOCKED',
};

/** Our name of KasPro's refusal. */
export const reasonOf = (code: number): string => REASONS[code] ?? 'PROVIDER_REFUSED';

/**
 * Why `amount` may not leave the wallet, if so. What is owed comes first: a debt that could not be
 * collected before is tried again, for the customer has just shown up.
 */
export function payerRefusal(
  flow: Flow,
  walletId: string,
  amount: Rupiah,
  mayPay: (limits: Limits) => boolean = () => true,
): string | undefined {
  const wallet = flow.wallet(walletId);
  if (!mayPay(limitsOf(flow.context.rules, wallet.tier))) return 'TIER_TOO_LOW';
  const reason = spendingRefusal(wallet, amount);
  if (reason === 'DEBT_OUTSTANDING') collectDebts(flow, walletId);
  return reason;
}

/** Why `amount` may not be sent to this wallet, if so: what we start is refused before it is held. */
export function payeeRefusal(flow: Flow, payee: Wallet, amount: Rupiah): string | undefined {
  if (payee.role !== 'USER' && payee.tier !== 'PREMIUM') return 'PAYEE_NOT_ACTIVE';
  return isPositive(fitIncoming(flow, payee.walletId, amount).over)
    ? 'PAYEE_LIMIT_EXCEEDED'
    : undefined;
}

export function refuseFunds(flow: Flow, request: Request, amount: Rupiah, reason: string): void {
  const { requestId, payerId } = request;
  flow.publish({
    type: 'FundsRefused',
    key: payerId,
    data: { requestId, customerId: payerId, amount, reason },
  });
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome: 'REFUSED' });
}

export function rejectTransfer(flow: Flow, request: Request, reason: string): void {
  const { requestId, payerId } = request;
  flow.publish({ type: 'TransferRejected', key: payerId, data: { requestId, reason } });
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome: 'REJECTED' });
}
