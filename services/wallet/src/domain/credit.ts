/** Money that is there already, uninvited: the wallet gets what fits, the rest waits in suspense. PURE. */
import type { Parts } from '@angkutan/ledger';
import { isPositive, type Rupiah } from '@angkutan/money';
import { countIncoming, fitIncoming } from './limits.ts';
import { suspend } from './suspense.ts';
import { collectDebts } from './transfers.ts';
import type { Flow } from './working-set.ts';

export interface Credit {
  readonly walletId: string;
  readonly amount: Rupiah;
  /** Under which what does not fit is found again: KasPro's reference of the top-up, or ours of a transfer. */
  readonly id: string;
}

/**
 * Credits what KasPro has credited. `post` makes the posting, given who gets how much of it. Debts of the wallet
 * are collected first, in this same transaction.
 */
export function creditWithinLimits(flow: Flow, credit: Credit, post: (to: Parts) => void): void {
  const { walletId, amount, id } = credit;
  const { fits, over, reason } = fitIncoming(flow, walletId, amount);
  post([
    [{ book: 'wallet', owner: walletId }, fits],
    [{ book: 'suspense', owner: walletId }, over],
  ]);
  countIncoming(flow, walletId, fits);
  if (isPositive(over)) suspend(flow, walletId, { id, amount: over, reason });
  collectDebts(flow, walletId);
}
