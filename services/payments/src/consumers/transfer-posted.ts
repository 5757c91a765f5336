import { rupiah } from '@angkutan/money';
import { walletAnswer } from './wallet-answer.ts';

export const transferPosted = walletAnswer<'TransferPosted'>(
  ({ outstanding, partnerReferences }) => ({
    type: 'TRANSFER_POSTED',
    outstanding: rupiah(outstanding),
    partnerReferences,
  }),
);
