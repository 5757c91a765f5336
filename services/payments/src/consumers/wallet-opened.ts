import { walletKey } from '../working-set.ts';
import { NOTHING, type Consumer } from './consumer.ts';

/** A customer becomes known: whoever waits for this wallet finds it at its next try. */
export const walletOpened: Consumer<'WalletOpened'> = {
  touches: ({ customerId, role }) => ({ wallets: [walletKey(customerId, role)] }),

  decide({ customerId, role, walletId }, { set }) {
    const key = walletKey(customerId, role);
    if (set.wallets.has(key)) return NOTHING;
    return { status: 'done', changes: [{ of: 'wallet', key, walletId }], publish: [] };
  },
};
