import { randomUUID } from 'node:crypto';
import type { TopUpReceived } from '@angkutan/events';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Message, Verdict, Work } from '../../src/work.ts';

/** What a top-up of the test's channel does. */
export type Channel =
  'VIRTUAL_ACCOUNT' | 'BUG' | 'UNWRITABLE' | 'REFUSED' | 'NEEDS_WALLET' | 'UNENCODABLE';

export interface Credit {
  readonly wallet: string;
  readonly amount: bigint;
  readonly message: string;
  readonly unwritable: boolean;
}

export interface Books {
  readonly balances: Map<string, bigint>;
  readonly known: ReadonlySet<string>;
  readonly credits: Credit[];
}

interface Balance {
  readonly _id: string;
  readonly amount: bigint;
}

/** One row per effect, without any guard of its own, so that a second effect would show. */
export interface Effect {
  readonly wallet: string;
  readonly message: string;
  readonly balance: bigint;
}

export function effectsOf(connection: Connection): mongo.Collection<Effect> {
  return connection.collection<Effect>('effects');
}

/**
 * A work like the real ones: it credits wallets and tells of each. The channel of a top-up says
 * what goes wrong with it. `hooks.loaded` runs after the states were read, inside the transaction.
 */
export function topUps(
  connection: Connection,
  hooks: { loaded?: (messages: readonly Message[]) => Promise<void> | void } = {},
): Work<Message, Books, Credit> {
  const balances = connection.collection<Balance>('balances');
  return {
    name: 'top-ups',
    async load(messages, tx) {
      const ids = [...new Set(messages.map((message) => topUpOf(message).walletId))];
      const rows = await balances.find({ _id: { $in: ids } }, { session: tx }).toArray();
      const known = await connection
        .collection<{ _id: string }>('known')
        .find({ _id: { $in: ids } }, { session: tx })
        .toArray();
      await hooks.loaded?.(messages);
      return {
        balances: new Map(rows.map(({ _id, amount }) => [_id, BigInt(amount)])),
        known: new Set(known.map(({ _id }) => _id)),
        credits: [],
      };
    },
    decide: (message, state) => decide(message, topUpOf(message), state),
    evolve(state, credit) {
      const balance = (state.balances.get(credit.wallet) ?? 0n) + credit.amount;
      state.balances.set(credit.wallet, balance);
      state.credits.push(credit);
    },
    save: (state, tx) => save(connection, state, tx),
  };
}

function decide(message: Message, topUp: TopUpReceived, state: Books): Verdict<Credit> {
  const { walletId, customerId, amount, channel } = topUp;
  if (channel === 'BUG') throw new TypeError(`Cannot read "${walletId}" of undefined`);
  if (channel === 'REFUSED') return { status: 'refused', code: 'NOT_WANTED', detail: 'as asked' };
  if (channel === 'NEEDS_WALLET' && !state.known.has(walletId)) {
    return { status: 'wait', reason: 'WALLET_UNKNOWN' };
  }
  const held = (state.balances.get(walletId) ?? 0n) + amount;
  const unwritable = channel === 'UNWRITABLE';
  return {
    status: 'done',
    changes: [{ wallet: walletId, amount, message: message.id, unwritable }],
    publish: [
      {
        type: 'FundsReleased',
        key: customerId,
        data: {
          requestId: message.id,
          holdId: walletId,
          customerId,
          amount: channel === 'UNENCODABLE' ? 2n ** 70n : held,
        },
      },
    ],
  };
}

async function save(connection: Connection, state: Books, tx: ClientSession): Promise<void> {
  const touched = [...new Set(state.credits.map(({ wallet }) => wallet))].toSorted();
  await connection.collection<Balance>('balances').bulkWrite(
    touched.map((_id) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { amount: state.balances.get(_id) ?? 0n } },
        upsert: true,
      },
    })),
    { session: tx },
  );
  if (state.credits.some(({ unwritable }) => unwritable)) {
    const wrong = { $rename: { amount: '' } };
    await connection.collection('balances').updateMany({}, wrong, { session: tx });
  }
  const rows = state.credits.map(({ wallet, message }) => ({
    wallet,
    message,
    balance: state.balances.get(wallet) ?? 0n,
  }));
  await effectsOf(connection).insertMany(rows, { session: tx });
}

export function topUpOf({ event }: Message): TopUpReceived {
  if (event.type !== 'TopUpReceived') throw new Error(`no top-up but ${event.type}`);
  return event.data;
}

/** The data of a top-up of 1 rupiah. */
export function topUp(walletId: string, channel: Channel = 'VIRTUAL_ACCOUNT'): TopUpReceived {
  return {
    eventId: randomUUID(),
    occurredAt: Date.now(),
    walletId,
    customerId: walletId,
    amount: 1n,
    channel,
    providerReference: 'test',
  };
}

/** The same as a message, as a consumer would hand it over. */
export function message(walletId: string, channel?: Channel): Message {
  const data = topUp(walletId, channel);
  return {
    id: data.eventId,
    event: { type: 'TopUpReceived', data },
    topic: 'test',
    partition: 0,
    offset: '0',
    key: walletId,
    source: '/test',
  };
}
