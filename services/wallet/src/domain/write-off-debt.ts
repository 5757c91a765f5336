/** The company gives up what a person owes: nobody will pay it. PURE. */
import { writeOffDebt } from '@angkutan/ledger';
import { isPositive, minus, type Rupiah, smaller } from '@angkutan/money';
import type { WriteOffDebt } from './act.ts';
import { type Debt, uncollectedOf } from './wallet.ts';
import type { Flow } from './working-set.ts';

/** What is on its way from the customer is paid, so it cannot be given up. */
export function writeOffUnfit({ walletId, amount }: WriteOffDebt, flow: Flow): string | undefined {
  const wallet = flow.findWallet(walletId);
  if (!wallet) return 'WALLET_NOT_FOUND';
  return amount > uncollectedOf(wallet) ? 'DEBT_LESS' : undefined;
}

export function giveUpDebt(
  { walletId, amount }: WriteOffDebt,
  flow: Flow,
  approvalId: string,
): void {
  const head = { reference: `DEBT_WRITE_OFF/${approvalId}`, requestId: approvalId };
  flow.post(writeOffDebt(head, walletId, amount, flow.context.shard));
  const wallet = flow.wallet(walletId);
  let left = amount;
  const debts = wallet.debts.map((debt): Debt => {
    const part = smaller(left, minus(debt.owed, debt.collecting));
    if (!isPositive(part)) return debt;
    left = minus(left, part);
    const remaining = minus(debt.owed, part);
    publishWrittenOff(flow, wallet.customerId, {
      requestId: debt.requestId,
      amount: part,
      remaining,
    });
    return { ...debt, owed: remaining };
  });
  flow.putWallet({ ...wallet, debts: debts.filter((debt) => isPositive(debt.owed)) });
}

function publishWrittenOff(
  flow: Flow,
  customerId: string,
  debt: { readonly requestId: string; readonly amount: Rupiah; readonly remaining: Rupiah },
): void {
  flow.publish({ type: 'DebtWrittenOff', key: customerId, data: { ...debt, customerId } });
}
