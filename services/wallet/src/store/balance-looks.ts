/** The last look at each customer's account, and how far the round has come. */
import { prepareModels } from '@angkutan/mongo';
import { type Connection, type mongo, Schema } from 'mongoose';
import {
  CONFIRMED_AFTER_MS,
  driftOf,
  LOOK_STATES,
  type Look,
  type LookStore,
} from '../domain/live-drift.ts';
import { later } from '../domain/jakarta-day.ts';
import { accountOfKey, type CustomerAccount } from '../domain/provider-account.ts';
import type { Rows } from './rows.ts';

const text = { type: String, required: true } as const;
const schema = new Schema(
  {
    _id: text,
    account: text,
    customerId: text,
    kind: text,
    state: text,
    at: { type: Date, required: true },
    ours: BigInt,
    theirs: BigInt,
    since: Date,
    size: { type: BigInt, required: true },
  },
  { strict: 'throw', versionKey: false, autoCreate: false, autoIndex: false },
);
schema.index({ state: 1, size: -1 });
schema.index({ at: 1 });

/** `size`: what they differ by, without its sign. */
type LookRow = Look & { readonly _id: string; readonly size: bigint };
interface RoundRow {
  readonly _id: string;
  /** The last customer of the round so far. */
  readonly after: string;
  readonly nextAt: Date;
}
const ROUND = 'round';
/** A customer has at most this many wallets. */
const WALLETS_MAX = 3;

export async function openLookStore(
  connection: Connection,
  { wallets }: Pick<Rows, 'wallets'>,
): Promise<LookStore> {
  const model = connection.model('BalanceLook', schema, 'balance_looks');
  await prepareModels(model);
  const db = connection.getClient().db(connection.name);
  const looks = db.collection<LookRow>('balance_looks');
  const rounds = db.collection<RoundRow>('balance_rounds');
  const start = { $setOnInsert: { after: '', nextAt: new Date(0) } };
  await rounds.updateOne({ _id: ROUND }, start, { upsert: true });
  return {
    async takeTurn(now, turnMs) {
      const mine = { $set: { nextAt: later(now, turnMs) } };
      const { modifiedCount } = await rounds.updateOne({ _id: ROUND, nextAt: { $lte: now } }, mine);
      return modifiedCount === 1;
    },
    async next(limit, now) {
      const again = await seenOnce(looks, limit, now);
      const left = limit - again.length;
      return left > 0 ? [...again, ...(await goOn(rounds, wallets, left))] : again;
    },
    find: async (accounts) => {
      const found = await looks.find({ _id: { $in: [...accounts] } }).toArray();
      return new Map(found.map((row) => [row._id, fromRow(row)]));
    },
    keep: async (seen) => {
      if (seen.length > 0) await looks.bulkWrite(seen.map(replacing), { ordered: false });
    },
    ofState: async (state, limit) =>
      (await looks.find({ state }).sort({ size: -1 }).limit(limit).toArray()).map(fromRow),
    drifting: () => looks.countDocuments({ state: 'DRIFTS' }),
    counts: () =>
      Promise.all(
        LOOK_STATES.map(async (state) => ({
          state,
          accounts: await looks.countDocuments({ state }),
        })),
      ),
    oldest: async () => (await looks.find().sort({ at: 1 }).limit(1).next())?.at,
  };
}

function replacing(look: Look): mongo.AnyBulkWriteOperation<LookRow> {
  const drift = driftOf(look);
  const replacement = { ...look, size: drift < 0n ? -drift : drift };
  return { replaceOne: { filter: { _id: look.account }, replacement, upsert: true } };
}

const fromRow = ({ _id, size: _size, ...look }: LookRow): Look => look;

async function seenOnce(
  looks: mongo.Collection<LookRow>,
  limit: number,
  now: Date,
): Promise<CustomerAccount[]> {
  const due = { state: 'SEEN_ONCE' as const, at: { $lte: later(now, -CONFIRMED_AFTER_MS) } };
  const found = await looks.find(due).limit(limit).toArray();
  return found.flatMap(({ account }) => {
    const one = accountOfKey(account);
    return one?.place === 'customer' ? [one] : [];
  });
}

/** The next customers of the round, whole; after the last of them it begins again. */
async function goOn(
  rounds: mongo.Collection<RoundRow>,
  wallets: Rows['wallets'],
  limit: number,
): Promise<CustomerAccount[]> {
  const after = (await rounds.findOne({ _id: ROUND }))?.after ?? '';
  const found = await wallets
    .find({ customerId: { $gt: after } }, { projection: { customerId: 1, kind: 1 } })
    .sort({ customerId: 1 })
    .limit(limit * WALLETS_MAX)
    .toArray();
  const customers = [...new Set(found.map((row) => row.customerId))].slice(0, limit);
  await rounds.updateOne({ _id: ROUND }, { $set: { after: customers.at(-1) ?? '' } });
  const accounts = new Map(
    found
      .filter(({ customerId }) => customers.includes(customerId))
      .map(({ customerId, kind }) => [
        `${customerId}/${kind}`,
        { place: 'customer', customerId, kind } as const,
      ]),
  );
  return [...accounts.values()];
}
