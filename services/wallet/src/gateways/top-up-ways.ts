/** The numbers into which a wallet's owner pays: made from the phone number, which is in the sealed account alone. */
import { mobileNumberOf, type TopUpNumbers } from '@angkutan/kaspro';
import type { TopUpWay } from '../domain/top-up-instructions.ts';
import type { Wallet } from '../domain/wallet.ts';

/** A merchant has none: what it has, it has earned. */
export const createTopUpWays =
  (numbers: TopUpNumbers, accountOf: (walletId: string) => Promise<string>) =>
  async ({ walletId, role }: Pick<Wallet, 'walletId' | 'role'>): Promise<TopUpWay[]> => {
    if (role === 'MERCHANT') return [];
    const mobileNumber = mobileNumberOf(await accountOf(walletId));
    const of = role === 'DRIVER' ? 'driver' : 'user';
    return numbers.channels.map((one) => ({
      channel: one.channel,
      provider: one.provider,
      number: numbers.numberFor(one, of, mobileNumber),
    }));
  };
