import { SUSPENSE_ACCOUNT } from '@angkutan/kaspro';
import { messageOf, until } from '../process/until.ts';
import type { Stack } from '../stack/start-stack.ts';
import type { Cast } from './cast.ts';
import { call } from './http.ts';
import type { Totals } from './tally.ts';

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

/** Every ride that was sent has ended in one of the four ways. */
export function checkEndings(totals: Totals): Check {
  const { sent, paid, outstanding, cancelled, refused } = totals;
  return {
    holds: sent === paid + outstanding + cancelled + refused,
    text: `rides sent = paid + outstanding + cancelled + refused: ${sent} = ${paid} + ${outstanding} + ${cancelled} + ${refused}`,
  };
}

/** All balances of the ledger sum to zero. */
export async function checkLedger(stack: Stack): Promise<Check> {
  const { sum, kinds } = await ask<{ sum: number; kinds: { accounts: number }[] }>(
    stack,
    'trial-balance',
  );
  const accounts = kinds.reduce((all, kind) => all + kind.accounts, 0);
  return { holds: sum === 0, text: `the ledger sums to ${sum}, over ${accounts} accounts` };
}

/** On each KasPro account lies what the ledger says, once nothing is on its way any more. */
export async function checkProvider(stack: Stack, cast: Cast): Promise<Check> {
  try {
    const count = await until(() => compare(stack, cast), {
      what: 'ledger = KasPro',
      withinMs: EQUAL_WITHIN_MS,
      everyMs: 500,
    });
    return { holds: true, text: `ledger = KasPro on each of ${count} accounts` };
  } catch (error) {
    return { holds: false, text: messageOf(error) };
  }
}

async function compare(stack: Stack, cast: Cast): Promise<number> {
  const [places, accounts] = await Promise.all([
    ask<readonly Place[]>(stack, 'provider-balances'),
    call<readonly ProviderAccount[]>({ url: `${stack.kaspro.url}/sandbox/accounts` }),
  ]);
  const differences = differencesBetween({ places, accounts, nameOf: namer(stack, cast) });
  if (differences.length > 0) throw new Error(differences.slice(0, 5).join('; '));
  return accounts.length;
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

function namer(stack: Stack, cast: Cast): Comparison['nameOf'] {
  const people = [...cast.riders, ...cast.shortRiders, ...cast.drivers];
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
