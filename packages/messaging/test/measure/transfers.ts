import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Message, Work } from '../../src/work.ts';
import { topUpOf } from '../support/top-ups.ts';

const HOT = 'platform:corporate';

interface Transfer {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
}

interface Books {
  readonly balances: Map<string, bigint>;
  readonly transfers: Transfer[];
}

interface Balance {
  readonly _id: string;
  readonly amount: bigint;
}

/**
 * A transfer as the ledger makes it: funds checked on loaded balances, guarded increments sorted by
 * id, one journal row and one event each; every second one goes to a platform account in shards.
 */
export function transfers(connection: Connection): Work<Message, Books, Transfer> {
  const balances = connection.collection<Balance>('balances');
  return {
    name: 'transfers',
    async load(messages, tx) {
      const ids = [...new Set(messages.map((message) => topUpOf(message).walletId))];
      const rows = await balances.find({ _id: { $in: ids } }, { session: tx }).toArray();
      const amounts = new Map(rows.map(({ _id, amount }) => [_id, BigInt(amount)]));
      return { balances: amounts, transfers: [] };
    },
    decide(message, state, { shard }) {
      const { walletId: from, customerId, amount } = topUpOf(message);
      if ((state.balances.get(from) ?? 0n) < amount) {
        return { status: 'refused', code: 'INSUFFICIENT_FUNDS', detail: '' };
      }
      const hot = Number.parseInt(message.id.slice(0, 1), 16) % 2 === 0;
      const to = hot ? `${HOT}:${shard}` : `merchant:${message.id.slice(0, 3)}`;
      const data = { requestId: message.id, holdId: to, customerId, amount };
      return {
        status: 'done',
        changes: [{ id: message.id, from, to, amount }],
        publish: [{ type: 'FundsReleased', key: customerId, data }],
      };
    },
    evolve(state, transfer) {
      const left = (state.balances.get(transfer.from) ?? 0n) - transfer.amount;
      state.balances.set(transfer.from, left);
      state.transfers.push(transfer);
    },
    save: (state, tx) => save(connection, state, tx),
  };
}

async function save(connection: Connection, state: Books, tx: ClientSession): Promise<void> {
  const changes = new Map<string, bigint>();
  for (const { from, to, amount } of state.transfers) {
    changes.set(from, (changes.get(from) ?? 0n) - amount);
    changes.set(to, (changes.get(to) ?? 0n) + amount);
  }
  const sorted = [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const updates = sorted.map(([_id, amount]): mongo.AnyBulkWriteOperation<Balance> => ({
    updateOne: {
      filter: amount < 0n ? { _id, amount: { $gte: -amount } } : { _id },
      update: { $inc: { amount } },
      upsert: amount > 0n,
    },
  }));
  const { modifiedCount, upsertedCount } = await connection
    .collection<Balance>('balances')
    .bulkWrite(updates, { session: tx });
  if (modifiedCount + upsertedCount !== updates.length) throw new Error('a balance is short');
  const rows = state.transfers.map(({ id, ...transfer }) => ({ _id: id, ...transfer }));
  await connection.collection<Transfer & { _id: string }>('journal').insertMany(
    rows.map((row) => ({ ...row, id: row._id })),
    { session: tx },
  );
}
