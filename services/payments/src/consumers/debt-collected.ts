import { rupiah } from '@angkutan/money';
import { walletAnswer } from './wallet-answer.ts';

export const debtCollected = walletAnswer<'DebtCollected'>(({ amount, remaining }) => ({
  type: 'DEBT_COLLECTED',
  amount: rupiah(amount),
  remaining: rupiah(remaining),
}));
