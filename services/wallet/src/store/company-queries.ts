/** What the company's own money is, read in one transaction: its snapshot makes the sums fit each other. */
import { rupiah } from '@angkutan/money';
import { inTransaction } from '@angkutan/mongo';
import type { ClientSession, Connection } from 'mongoose';
import { type BeforeSweep, SWEEP_REQUEST } from '../domain/sweep.ts';
import type { Rows } from './rows.ts';

export interface CompanyQueries {
  /** Undefined while a sweep is on its way. */
  beforeSweep(): Promise<BeforeSweep | undefined>;
  /** What promotions have cost since then, whole rupiah above zero; those not swept yet count as of now. */
  promotionSpent(since: Date): Promise<bigint>;
}

export const createCompanyQueries = (connection: Connection, rows: Rows): CompanyQueries => ({
  beforeSweep: () => inTransaction(connection, (session) => beforeSweep(rows, session)),
  promotionSpent: (since) =>
    inTransaction(connection, (session) => promotionSpent(rows, since, session)),
});

async function beforeSweep(rows: Rows, session: ClientSession): Promise<BeforeSweep | undefined> {
  const last = await rows.requests.findOne({ _id: SWEEP_REQUEST }, { session });
  if (last?.status === 'SWEEPING') return undefined;
  const book = async (name: string): Promise<bigint> => platformBook(rows, name, session);
  const own = {
    commission: rupiah(await book('commission')),
    promotion: rupiah(await book('promotion')),
    float: rupiah(await book('float')),
    losses: rupiah(await book('losses')),
    debt: rupiah(await debts(rows, session)),
  };
  return { own, after: last?.transfers ?? 0 };
}

/** The sum of a book's shards: a half-open range of the ids that start with the book's name. */
async function platformBook(rows: Rows, book: string, session: ClientSession): Promise<bigint> {
  const shards = await rows.platform
    .find({ _id: { $gte: `${book}/`, $lt: `${book}0` } }, { session })
    .toArray();
  return shards.reduce((sum, shard) => sum + shard.balance, 0n);
}

/** Only those who owe are in the index that this reads. */
async function debts(rows: Rows, session: ClientSession): Promise<bigint> {
  const [all] = await rows.wallets
    .aggregate<{ sum: bigint }>(
      [{ $match: { debt: { $lt: 0n } } }, { $group: { _id: null, sum: { $sum: '$debt' } } }],
      { session },
    )
    .toArray();
  return BigInt(all?.sum ?? 0);
}

async function promotionSpent(rows: Rows, since: Date, session: ClientSession): Promise<bigint> {
  const sweeps = await rows.journal
    .find({ requestId: SWEEP_REQUEST, at: { $gte: since } }, { session })
    .toArray();
  const swept = sweeps
    .flatMap((one) => one.legs)
    .filter((leg) => leg.account.startsWith('promotion/'))
    .reduce((sum, leg) => sum + leg.amount, 0n);
  return swept - (await platformBook(rows, 'promotion', session));
}
