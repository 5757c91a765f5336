import { rupiah } from '@angkutan/money';
import { walletAnswer } from './wallet-answer.ts';

export const debtWrittenOff = walletAnswer<'DebtWrittenOff'>(({ amount, remaining }) => ({
  type: 'DEBT_WRITTEN_OFF',
  amount: rupiah(amount),
  remaining: rupiah(remaining),
}));
