import { rupiah } from '@angkutan/money';
import { walletAnswer } from './wallet-answer.ts';

export const fundsHeld = walletAnswer<'FundsHeld'>(({ holdId, amount }) => ({
  type: 'FUNDS_HELD',
  holdId,
  amount: rupiah(amount),
}));
