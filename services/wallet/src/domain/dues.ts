/** Dues that cannot be paid yet: they wait in escrow, the payee's own, until something changes for the payee. PURE. */
import { isNegative } from '@angkutan/money';
import { balanceRoom } from './limits.ts';
import type { WaitingDue, WaitReason, Wallet } from './wallet.ts';
import { ESCROW } from './transfer.ts';
import { type Flow } from './working-set.ts';

/**
 * Why a payee may not be paid now, if so. Drivers and merchants receive from PREMIUM on; a person's account
 * holds no more than its tier allows. The due in question is counted as on its way already.
 */
export function dueBlocked(flow: Flow, payee: Wallet): WaitReason | undefined {
  if (payee.role !== 'USER' && payee.tier !== 'PREMIUM') return 'TIER';
  if (payee.kind === 'MERCHANT') return undefined;
  return isNegative(balanceRoom(flow, payee)) ? 'LIMIT' : undefined;
}

export function letDueWait(flow: Flow, walletId: string, due: WaitingDue): void {
  const wallet = flow.wallet(walletId);
  flow.putWallet({ ...wallet, waiting: [...wallet.waiting, due] });
}

/** Sends those of the waiting dues that are `wanted` and may be paid now. */
export function retryDues(
  flow: Flow,
  walletId: string,
  wanted: (due: WaitingDue) => boolean,
): void {
  for (const due of flow.wallet(walletId).waiting.filter((one) => wanted(one))) {
    const wallet = flow.wallet(walletId);
    const sent = { ...wallet, waiting: wallet.waiting.filter((one) => one !== due) };
    flow.putWallet(sent);
    if (dueBlocked(flow, sent)) flow.putWallet(wallet);
    else sendAgain(flow, wallet, due);
  }
}

function sendAgain(flow: Flow, { walletId, role }: Wallet, due: WaitingDue): void {
  const { requestId, amount, tries } = due;
  flow.transfer({
    reference: `${requestId}.${role.toLowerCase()}.w${tries}`,
    requestId,
    purpose: 'DUE_AGAIN',
    from: ESCROW,
    to: walletId,
    amount,
  });
}
