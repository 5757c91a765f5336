/** Whether a wallet may spend: the one rule for holds, tips, transfers, QRIS payments and cash-outs. PURE. */
import { isPositive, type Rupiah } from '@angkutan/money';
import { owedBy, type Wallet } from './wallet.ts';

export type SpendingRefusal = 'WALLET_CONTAINED' | 'DEBT_OUTSTANDING' | 'INSUFFICIENT_FUNDS';

/**
 * Why the wallet may not spend `amount` (whole rupiah), if so. Who owes spends nothing before it is collected.
 * What a ride has given already is not asked here: it is charged, and what is missing becomes a debt.
 */
export function spendingRefusal(wallet: Wallet, amount: Rupiah): SpendingRefusal | undefined {
  if (wallet.contained) return 'WALLET_CONTAINED';
  if (isPositive(owedBy(wallet))) return 'DEBT_OUTSTANDING';
  return wallet.books.available < amount ? 'INSUFFICIENT_FUNDS' : undefined;
}
