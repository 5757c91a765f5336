import { randomUUID } from 'node:crypto';
import { type Codec, toHeaders, type WalletOpened } from '@angkutan/events';
import type { Message, Work } from '@angkutan/messaging';
import type { mongo } from 'mongoose';

export interface Credit {
  readonly wallet: string;
}

/** A work that cannot do anything for wallets that it does not know. */
export function crediting(
  wallets: Readonly<Record<'known' | 'awaited', ReadonlySet<string>>>,
  credits: mongo.Collection<Credit>,
  loading: () => Promise<void> | undefined,
): Work<Message, Credit[], string> {
  return {
    name: 'crediting',
    async load() {
      await loading();
      return [];
    },
    decide: ({ key }) => {
      if (wallets.known.has(key)) return { status: 'done', changes: [key], publish: [] };
      if (wallets.awaited.has(key)) return { status: 'wait', reason: 'WALLET_AWAITED' };
      return { status: 'refused', code: 'WALLET_UNKNOWN', detail: 'not opened yet' };
    },
    evolve: (state, wallet) => void state.push({ wallet }),
    save: async (state, session) => void (await credits.insertMany(state, { session })),
    moves: (wallet) => [
      {
        reference: `CREDIT/${wallet}`,
        legs: [
          { account: 'world', amount: -1n },
          { account: wallet, amount: 1n },
        ],
      },
    ],
  };
}

export const opened = (walletId: string): WalletOpened => ({
  eventId: randomUUID(),
  occurredAt: Date.now(),
  walletId,
  customerId: walletId,
  kind: 'SUBSCRIBER',
  role: 'USER',
});

/** The event as a record of its topic. */
export async function record(codec: Codec, data: WalletOpened) {
  const { eventId: id, occurredAt, walletId: key } = data;
  const value = await codec.frame(codec.encode({ type: 'WalletOpened', data }));
  const headers = toHeaders({ id, type: 'WalletOpened', source: '/test', occurredAt, key });
  return { key, value, headers };
}
