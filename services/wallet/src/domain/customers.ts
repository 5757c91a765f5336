/** A customer's wallets: opened when registered, told of a new tier. PURE. */
import { ROLES, walletIdOf } from '@angkutan/ledger';
import { ZERO } from '@angkutan/money';
import { retryDues } from './dues.ts';
import { walletsOf } from './limits.ts';
import type { Verdict } from './verdict.ts';
import { type NewWallet, openWallet, type Wallet } from './wallet.ts';
import type { Flow } from './working-set.ts';

export function openCustomerWallet(wallet: NewWallet, flow: Flow): Verdict {
  if (flow.findWallet(wallet.walletId)) return flow.done();
  const { walletId, customerId, kind, role } = wallet;
  const [sibling] = walletsOf(flow, customerId);
  const opened = openWallet(wallet);
  flow.putWallet(sibling ? { ...opened, incoming: sibling.incoming } : opened);
  flow.publish({
    type: 'WalletOpened',
    key: customerId,
    data: { walletId, customerId, kind, role },
  });
  return flow.done();
}

/** A tier is the person's: every wallet gets it, and the dues that waited are tried again. */
export function changeTier(customerId: string, tier: string, flow: Flow): Verdict {
  const wallets = ROLES.map((role) => flow.findWallet(walletIdOf(customerId, role)));
  if (wallets.every((wallet) => wallet === undefined)) {
    return { status: 'wait', reason: 'WALLET_UNKNOWN' };
  }
  for (const wallet of wallets) {
    if (!wallet) continue;
    flow.putWallet({ ...wallet, tier });
  }
  for (const wallet of wallets) {
    if (wallet) retryDues(flow, wallet.walletId, () => true);
  }
  return flow.done();
}

/**
 * The account and the hash of the number go; the wallet stays, for the ledger has it. Refused by name while a wallet
 * still holds or is owed something: without the account nobody could be paid out.
 */
export function eraseCustomer(customerId: string, flow: Flow): Verdict {
  const wallets = walletsOf(flow, customerId);
  if (wallets.some((wallet) => !isEmpty(wallet))) {
    return { status: 'refused', code: 'WALLET_NOT_EMPTY', detail: customerId };
  }
  for (const wallet of wallets) {
    const phoneHash = `erased:${wallet.walletId}`;
    flow.putWallet({ ...wallet, phoneHash, sealedAccount: new Uint8Array(), tier: 'ERASED' });
  }
  return flow.done();
}

const isEmpty = ({ books, waiting }: Wallet): boolean =>
  waiting.length === 0 && Object.values(books).every((amount) => amount === ZERO);
