/** The balances of one account on both sides, where nothing is on its way. No transaction is open meanwhile. */
import type { ProviderAccount } from '../domain/provider-account.ts';
import type { Seen } from '../domain/live-drift.ts';
import type { InFlight } from '../domain/reconciling.ts';

/** Our books are read before and after KasPro is asked: what has moved in between is compared with nothing. */
export async function quietLook(
  { quietBalance }: Pick<InFlight, 'quietBalance'>,
  account: ProviderAccount,
  theirBalance: () => Promise<bigint | undefined>,
): Promise<Seen> {
  const before = await quietBalance(account);
  if (before === undefined) return 'IN_FLIGHT';
  const theirs = await theirBalance();
  if (theirs === undefined) return 'UNREAD';
  const ours = await quietBalance(account);
  return ours === before ? { ours, theirs } : 'IN_FLIGHT';
}
