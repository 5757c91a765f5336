import { walletAnswer } from './wallet-answer.ts';

export const fundsRefused = walletAnswer<'FundsRefused'>(({ reason }) => ({
  type: 'FUNDS_REFUSED',
  reason,
}));
