/** Money in suspense, as operators see it. */
import { ZERO } from '@angkutan/money';
import type { SuspenseEntry, SuspenseQueries } from '../domain/suspense-entry.ts';
import type { Rows, WalletRow } from './rows.ts';

export const createSuspenseQueries = (rows: Rows): SuspenseQueries => ({
  async findSuspense(id) {
    const wallet = await rows.wallets.findOne({ suspense: { $gt: ZERO }, 'suspended.id': id });
    const entry = wallet && entriesOf(wallet).find((one) => one.id === id);
    if (entry) return entry;
    return (await unclaimed(rows, { _id: id }, 1))[0];
  },
  async listSuspense(limit) {
    const wallets = await rows.wallets
      .find({ suspense: { $gt: ZERO } })
      .limit(limit)
      .toArray();
    return [
      ...wallets.flatMap((wallet) => entriesOf(wallet)),
      ...(await unclaimed(rows, {}, limit)),
    ];
  },
});

const entriesOf = ({ _id, customerId, suspended }: WalletRow): SuspenseEntry[] =>
  suspended.map(({ id, amount, reason }) => ({ id, walletId: _id, customerId, amount, reason }));

async function unclaimed(
  rows: Rows,
  filter: { readonly _id?: string },
  limit: number,
): Promise<SuspenseEntry[]> {
  const found = rows.topUps.find({ ...filter, status: 'UNCLAIMED' }).limit(limit);
  return (await found.toArray()).flatMap((row) =>
    row.status === 'UNCLAIMED'
      ? [{ id: row._id, amount: row.amount, reason: 'NUMBER_UNKNOWN' }]
      : [],
  );
}
