/** The rules of the books, checked on a world in memory: for tests. PURE. */
import { balanceOf, PERSON_BOOKS, type Place, placeOf } from '@angkutan/ledger';
import { plus, sumOf } from '@angkutan/money';
import { accountOf } from './provider.samples.ts';
import { type World } from './world.samples.ts';
import type { Wallet } from './wallet.ts';
import { CORPORATE, ESCROW, UNCLAIMED } from './transfer.ts';
import type { States } from './working-set.ts';

/** Every way in which the world's books break a rule; empty when all is well. */
export function breaches({ states, provider }: World): string[] {
  const wallets = [...states.wallets.values()];
  const people = wallets.flatMap(({ books }) => PERSON_BOOKS.map((book) => balanceOf(books, book)));
  const sum = sumOf([...people, ...states.platform.values()]);
  const references = states.postings.map((one) => one.reference);
  return [
    ...broken(sum !== 0n, `all accounts sum to ${sum}`),
    ...broken(new Set(references).size !== references.length, 'a posting was made twice'),
    ...broken(
      entries(states, 'escrow') !== (provider.get(ESCROW) ?? 0n),
      `the provider’s escrow has ${provider.get(ESCROW)}`,
    ),
    ...broken(
      entries(states, 'corporate') !== (provider.get(CORPORATE) ?? 0n),
      `the provider’s corporate has ${provider.get(CORPORATE)}`,
    ),
    ...broken(
      entries(states, 'unclaimed') !== (provider.get(UNCLAIMED) ?? 0n),
      `the provider has ${provider.get(UNCLAIMED)} of nobody`,
    ),
    ...wallets.flatMap((wallet) => walletBreaches(wallet, states)),
    ...wallets.flatMap((wallet) => accountBreaches(wallet, wallets, provider)),
  ];
}

function walletBreaches(
  { walletId, books, debts, suspended, waiting }: Wallet,
  states: States,
): string[] {
  const balance = plus(balanceOf(books, 'wallet'), books.suspense);
  const owed = sumOf(debts.map((debt) => debt.owed));
  const waits = sumOf(suspended.map((one) => one.amount));
  return [
    ...broken(owed !== -books.debt, `${walletId}: debts differ`),
    ...broken(waits !== books.suspense, `${walletId}: suspense differs`),
    ...broken(
      sumOf(waiting.map((due) => due.amount)) > books.due,
      `${walletId}: more waits than is due`,
    ),
    ...broken(entries(states, 'customer', walletId) !== balance, `${walletId}: entries differ`),
    ...broken(!isWholeStatement(states, walletId), `${walletId}: the statement has a gap`),
  ];
}

/** Its lines are numbered without a gap, and each balance follows from the one before. */
function isWholeStatement({ postings }: States, walletId: string): boolean {
  const lines = postings.flatMap((one) => one.entries).filter((one) => one.walletId === walletId);
  return lines.every(
    ({ number, amount, balance }, at) =>
      number === at + 1 && balance === (lines[at - 1]?.balance ?? 0n) + amount,
  );
}

/** What the provider has of a person is what all wallets on that account have. */
function accountBreaches(
  { walletId }: Wallet,
  wallets: readonly Wallet[],
  provider: World['provider'],
): string[] {
  const account = accountOf(walletId);
  const ours = sumOf(
    wallets
      .filter((one) => accountOf(one.walletId) === account)
      .map(({ books }) => plus(balanceOf(books, 'wallet'), books.suspense)),
  );
  const theirs = provider.get(account) ?? 0n;
  return broken(ours !== theirs, `${account}: the provider has ${theirs}, we ${ours}`);
}

const broken = (is: boolean, what: string): string[] => (is ? [what] : []);

/** What the journal says lies at a place, of one owner or in all. */
const entries = (states: States, place: Place, owner?: string): bigint =>
  states.postings
    .flatMap((one) => one.legs)
    .filter(({ account }) => placeOf(account.book) === place)
    .filter(({ account }) => owner === undefined || account.owner === owner)
    .reduce((sum, leg) => sum + leg.amount, 0n);
