/** The rules of the books, checked on a world in memory: for tests. PURE. */
import { balanceOf, PERSON_BOOKS, type Place, placeOf } from '@angkutan/ledger';
import { sumOf } from '@angkutan/money';
import type { World } from './world.samples.ts';
import type { Wallet } from './wallet.ts';
import { CORPORATE, ESCROW } from './transfer.ts';
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
    ...wallets.flatMap((wallet) => walletBreaches(wallet, states, provider)),
  ];
}

function walletBreaches(
  { walletId, books, debts }: Wallet,
  states: States,
  provider: World['provider'],
): string[] {
  const balance = balanceOf(books, 'wallet');
  const theirs = provider.get(walletId) ?? 0n;
  const owed = sumOf(debts.map((debt) => debt.owed));
  return [
    ...broken(balance !== theirs, `${walletId}: the provider has ${theirs}`),
    ...broken(owed !== -books.debt, `${walletId}: debts differ`),
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

const broken = (is: boolean, what: string): string[] => (is ? [what] : []);

/** What the journal says lies at a place, of one owner or in all. */
const entries = (states: States, place: Place, owner?: string): bigint =>
  states.postings
    .flatMap((one) => one.legs)
    .filter(({ account }) => placeOf(account.book) === place)
    .filter(({ account }) => owner === undefined || account.owner === owner)
    .reduce((sum, leg) => sum + leg.amount, 0n);
