/** The balances of accounts on both sides, where nothing is on its way. No transaction is open meanwhile. */
import { accountKey, type ProviderAccount } from '../domain/provider-account.ts';
import type { Seen } from '../domain/live-drift.ts';
import type { InFlight } from '../domain/reconciling.ts';

/** KasPro is asked about so many accounts at once. */
const ASKED_AT_ONCE = 5;

type TheirBalance<A> = (account: A) => Promise<bigint | undefined>;

/**
 * Our books are read before and after KasPro is asked, of all accounts together: what has moved in between is compared
 * with nothing. By account key.
 */
export async function quietLooks<A extends ProviderAccount>(
  { quietBalances }: Pick<InFlight, 'quietBalances'>,
  accounts: readonly A[],
  theirBalance: TheirBalance<A>,
): Promise<ReadonlyMap<string, Seen>> {
  const before = await quietBalances(accounts);
  const quiet = accounts.filter((account) => before.has(accountKey(account)));
  const theirs = await asked(quiet, theirBalance);
  const told = quiet.filter((account) => theirs.get(accountKey(account)) !== undefined);
  const after = await quietBalances(told);
  return new Map(
    accounts.map((account): [string, Seen] => {
      const key = accountKey(account);
      const [ours, said] = [before.get(key), theirs.get(key)];
      if (ours === undefined) return [key, 'IN_FLIGHT'];
      if (said === undefined) return [key, 'UNREAD'];
      return [key, after.get(key) === ours ? { ours, theirs: said } : 'IN_FLIGHT'];
    }),
  );
}

export async function quietLook(
  inFlight: Pick<InFlight, 'quietBalances'>,
  account: ProviderAccount,
  theirBalance: () => Promise<bigint | undefined>,
): Promise<Seen> {
  const seen = await quietLooks(inFlight, [account], theirBalance);
  return seen.get(accountKey(account)) ?? 'UNREAD';
}

async function asked<A extends ProviderAccount>(
  accounts: readonly A[],
  theirBalance: TheirBalance<A>,
): Promise<ReadonlyMap<string, bigint | undefined>> {
  const balances = new Map<string, bigint | undefined>();
  for (let from = 0; from < accounts.length; from += ASKED_AT_ONCE) {
    const some = accounts.slice(from, from + ASKED_AT_ONCE);
    const told = await Promise.all(some.map(theirBalance));
    for (const [index, one] of some.entries()) balances.set(accountKey(one), told[index]);
  }
  return balances;
}
