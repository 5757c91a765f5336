/** What is told of a transfer that is posted. PURE. */
import { negate, plus, type Rupiah, ZERO } from '@angkutan/money';
import type { CaptureOrder, Request } from './request.ts';
import { owedFor } from './wallet.ts';
import type { Flow } from './working-set.ts';

export function publishPosted(
  flow: Flow,
  request: Request,
  transferId: string,
  order: CaptureOrder,
): void {
  const { requestId, payerId, payer } = request;
  const wallet = flow.findWallet(payer);
  flow.publish({
    type: 'TransferPosted',
    key: payerId,
    data: {
      requestId,
      transferId,
      legs: legsOf(payer, order),
      outstanding: wallet ? owedFor(wallet, requestId) : ZERO,
      partnerReferences: [...request.partnerReferences],
    },
  });
}

/** Wallet by wallet, what moved: the payer's side is negative, and all of it sums to zero. */
function legsOf(payer: string, order: CaptureOrder): { walletId: string; amount: bigint }[] {
  const legs = new Map<string, Rupiah>([[payer, negate(order.amount)]]);
  for (const { walletId, amount } of order.shares) {
    legs.set(walletId, plus(legs.get(walletId) ?? ZERO, amount));
  }
  return [...legs].map(([walletId, amount]) => ({ walletId, amount }));
}
