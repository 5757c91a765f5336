import { SUSPENSE_ACCOUNT } from '@angkutan/kaspro';
import { messageOf, until } from '../process/until.ts';
import type { Stack } from '../stack/start-stack.ts';
import { call } from './http.ts';
import type { Person } from './people.ts';
import { KINDS, type Kind, type Tally, type Totals } from './tally.ts';

/** One thing that must hold of a run that is over. */
export interface Check {
  readonly holds: boolean;
  readonly text: string;
}

interface Place {
  readonly place: 'customer' | 'escrow' | 'corporate' | 'unclaimed';
  readonly customerId?: string;
  readonly balance: number;
}

interface ProviderAccount {
  readonly account: string;
  readonly balance: number;
}

// The last dues and the sweep of commissions may still be on their way to KasPro.
const EQUAL_WITHIN_MS = 60_000;

/** Everything that was asked for, of each kind, has ended in one of the four ways. */
export function checkEndings(tally: Pick<Tally, 'totals'>): Check {
  const all = KINDS.map((kind) => tally.totals(kind));
  const of = (name: keyof Totals): number => all.reduce((sum, one) => sum + Number(one[name]), 0);
  const ends = `${of('paid')} + ${of('outstanding')} + ${of('cancelled')} + ${of('refused')}`;
  const open = KINDS.filter((kind) => !isEnded(tally.totals(kind)));
  return {
    holds: open.length === 0,
    text: `sent = paid + outstanding + cancelled + refused: ${of('sent')} = ${ends}${named(open)}`,
  };
}

const isEnded = ({ sent, paid, outstanding, cancelled, refused }: Totals): boolean =>
  sent === paid + outstanding + cancelled + refused;

const named = (open: readonly Kind[]): string => open.map((kind) => `; not of ${kind}`).join('');

/** All balances of the ledger sum to zero. */
export async function checkLedger(stack: Stack): Promise<Check> {
  const { sum, kinds } = await ask<{ sum: number; kinds: { accounts: number }[] }>(
    stack,
    'trial-balance',
  );
  const accounts = kinds.reduce((all, kind) => all + kind.accounts, 0);
  return { holds: sum === 0, text: `the ledger sums to ${sum}, over ${accounts} accounts` };
}

/** What differed before a run, and is none of its doing. */
export async function differencesNow(stack: Stack): Promise<readonly string[]> {
  return (await compare(stack, [])).differences;
}

/**
 * On each KasPro account lies what the ledger says, once nothing is on its way any more. `people` are those of this
 * run; `known` is how others differed before it, and may go on to.
 */
export async function checkProvider(
  stack: Stack,
  people: readonly Person[],
  known: readonly string[] = [],
): Promise<Check> {
  const agree = async (): Promise<number> => {
    const { differences, accounts } = await compare(stack, people);
    const news = differences.filter((one) => !known.includes(one));
    if (news.length > 0) throw new Error(news.slice(0, 5).join('; '));
    return accounts;
  };
  try {
    const count = await until(agree, {
      what: 'ledger = KasPro',
      withinMs: EQUAL_WITHIN_MS,
      everyMs: 500,
    });
    return { holds: true, text: `ledger = KasPro on each of ${count} accounts` };
  } catch (error) {
    return { holds: false, text: messageOf(error) };
  }
}

async function compare(
  stack: Stack,
  people: readonly Person[],
): Promise<{ differences: readonly string[]; accounts: number }> {
  const [places, accounts] = await Promise.all([
    ask<readonly Place[]>(stack, 'provider-balances'),
    call<readonly ProviderAccount[]>({ url: `${stack.kaspro.url}/sandbox/accounts` }),
  ]);
  const differences = differencesBetween({ places, accounts, nameOf: namer(stack, people) });
  return { differences, accounts: accounts.length };
}

interface Comparison {
  readonly places: readonly Place[];
  readonly accounts: readonly ProviderAccount[];
  /** The KasPro account of a place of the ledger, where this run knows it. */
  readonly nameOf: (place: Place) => string | undefined;
}

/**
 * Accounts that this run knows are compared one by one. Those of people of earlier runs are known to us by
 * their customerId and to KasPro by their number, so their balances are compared in order of size.
 */
export function differencesBetween({ places, accounts, nameOf }: Comparison): readonly string[] {
  const theirs = new Map(accounts.map(({ account, balance }) => [account, balance]));
  const strangers: number[] = [];
  const differences: string[] = [];
  for (const place of places) {
    const account = nameOf(place);
    if (account === undefined) {
      strangers.push(place.balance);
      continue;
    }
    const there = theirs.get(account) ?? 0;
    theirs.delete(account);
    if (there === place.balance) continue;
    const who = place.customerId ?? place.place;
    differences.push(`${who}: the ledger has ${place.balance}, KasPro ${there}`);
  }
  const [here, there] = [inOrder(strangers), inOrder([...theirs.values()])];
  const equal = here.length === there.length && here.every((balance, at) => balance === there[at]);
  if (!equal)
    differences.push(`people of earlier runs: the ledger has ${sum(here)}, KasPro ${sum(there)}`);
  return differences;
}

function namer(stack: Stack, people: readonly Person[]): Comparison['nameOf'] {
  const known = new Map(people.map(({ customerId, account }) => [customerId, account]));
  const platform = { ...stack.kaspro.accounts, unclaimed: SUSPENSE_ACCOUNT };
  return ({ place, customerId }) =>
    place === 'customer' ? known.get(customerId ?? '') : platform[place];
}

function inOrder(balances: readonly number[]): readonly number[] {
  return balances.filter((balance) => balance !== 0).toSorted((a, b) => a - b);
}

function sum(balances: readonly number[]): number {
  return balances.reduce((all, balance) => all + balance, 0);
}

async function ask<T>(stack: Stack, what: string): Promise<T> {
  const token = await stack.token({ sub: 'demo', role: 'ops' });
  return call<T>({ url: `${stack.services.wallet[0]?.url}/v1/ledger/${what}`, token });
}
