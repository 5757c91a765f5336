/** Wallets that are not what their entries add up to, and wallets that stand still. */
import { inTransaction } from '@angkutan/mongo';
import type { ClientSession, Connection } from 'mongoose';
import type { ContainedQueries, DifferingWallet } from '../domain/contain.ts';
import type { Rows } from './rows.ts';

export const createContainedQueries = (connection: Connection, rows: Rows): ContainedQueries => ({
  differing: () => inTransaction(connection, (session) => differing(rows, session)),
  async contained(limit) {
    const found = await rows.wallets
      .find({ contained: { $type: 'object' } }, { projection: { contained: 1 } })
      .sort({ 'contained.at': 1 })
      .limit(limit)
      .toArray();
    return found.flatMap(({ _id, contained }) =>
      contained ? [{ walletId: _id, ...contained }] : [],
    );
  },
});

/** The balance that an entry tells is made from the row that may be wrong, so the amounts count. */
async function differing(
  { wallets, journal }: Rows,
  session: ClientSession,
): Promise<DifferingWallet[]> {
  const sums = journal.aggregate<{ _id: string; amount: bigint }>(
    [
      { $match: { entries: { $exists: true } } },
      { $unwind: '$entries' },
      { $group: { _id: '$entries.walletId', amount: { $sum: '$entries.amount' } } },
    ],
    { session },
  );
  const entered = new Map<string, bigint>();
  for await (const { _id, amount } of sums) entered.set(_id, BigInt(amount));
  const projection = { available: 1, reserved: 1, contained: 1 };
  const found: DifferingWallet[] = [];
  for await (const { _id, available, reserved, contained } of wallets.find(
    {},
    { projection, session },
  )) {
    const amount = BigInt(available) + BigInt(reserved) - (entered.get(_id) ?? 0n);
    if (amount !== 0n) found.push({ walletId: _id, amount, contained: Boolean(contained) });
  }
  return found;
}
