import { rupiah } from '@angkutan/money';
import { walletAnswer } from './wallet-answer.ts';

export const fundsReleased = walletAnswer<'FundsReleased'>(({ amount }) => ({
  type: 'FUNDS_RELEASED',
  amount: rupiah(amount),
}));
