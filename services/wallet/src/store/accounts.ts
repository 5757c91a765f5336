import { open } from '@angkutan/events';
import type { Rows, WalletRow } from './rows.ts';

/** Opened accounts kept in memory, so that a busy wallet is not unsealed for every transfer. */
const ACCOUNTS_KEPT_MAX = 50_000;

/** The KasPro account of a wallet. Throws AKT_ACCOUNT_UNKNOWN when there is no such wallet. */
export type AccountOf = (walletId: string) => Promise<string>;

/** The KasPro accounts of wallets: sealed at rest, opened with the key that onboarding sealed them with. */
export function createAccounts(rows: Rows, sealingKey: Buffer): AccountOf {
  const kept = new Map<string, string>();
  return async (walletId) => {
    const known = kept.get(walletId);
    if (known !== undefined) return known;
    const row = await rows.wallets.findOne(
      { _id: walletId },
      { projection: { sealedAccount: 1, customerId: 1 } },
    );
    if (!row) throw new Error(`AKT_ACCOUNT_UNKNOWN: ${walletId}`);
    const account = open(sealingKey, row.sealedAccount.buffer, row.customerId);
    const [oldest] = kept.keys();
    if (kept.size >= ACCOUNTS_KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    kept.set(walletId, account);
    return account;
  };
}

/** The number of a customer's account: any wallet that lies on it has it. */
export const accountOfCustomer =
  (rows: Rows, accountOf: AccountOf) =>
  async ({ customerId, kind }: Pick<WalletRow, 'customerId' | 'kind'>): Promise<string> => {
    const row = await rows.wallets.findOne({ customerId, kind }, { projection: { _id: 1 } });
    return await accountOf(row?._id ?? customerId);
  };
