import { walletAnswer } from './wallet-answer.ts';

export const transferRejected = walletAnswer<'TransferRejected'>(({ reason }) => ({
  type: 'TRANSFER_REJECTED',
  reason,
}));
