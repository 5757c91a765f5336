/** A break that an operator wants to resolve, and whose wallet it is about. */
import type { mongo } from 'mongoose';
import { accountOfKey, walletsOn } from '../domain/provider-account.ts';
import type { BreakSubjects } from '../domain/reconciling.ts';
import type { Rows } from './rows.ts';

interface InstructionRow {
  readonly _id: string;
  readonly from: string;
  readonly to: string;
}

export const createBreakSubjects = (
  rows: Pick<Rows, 'breaks' | 'wallets'>,
  db: mongo.Db,
): BreakSubjects => ({
  async find(_id) {
    const found = await rows.breaks.findOne({ _id });
    if (!found) return undefined;
    const account = accountOfKey(found.account);
    if (account?.place !== 'customer') return { found };
    const present = await rows.wallets
      .find({ _id: { $in: walletsOn(account) } }, { projection: { _id: 1 } })
      .toArray();
    const walletIds = walletsOn(account).filter((id) => present.some((row) => row._id === id));
    // Our own transfer names the wallet; of a person's two the statement names none, and the user's is taken.
    const sent = await db
      .collection<InstructionRow>('instructions')
      .findOne({ _id: found.key.slice(2) });
    const named = walletIds.find((id) => id === sent?.from || id === sent?.to);
    const walletId = named ?? walletIds[0] ?? walletsOn(account)[0];
    return { found, ...(walletId !== undefined && { walletId }) };
  },
});
