/**
 * Walks all customers' accounts at a limited rate, and again from the start: ours against KasPro's. One instance at a
 * time has a turn, so the rate is that of all of them. While KasPro's enquiries are in trouble nobody is asked.
 */
import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { type Look, looked, type LookStore, type Seen } from '../domain/live-drift.ts';
import { accountKey, type CustomerAccount } from '../domain/provider-account.ts';
import type { InFlight, Statements } from '../domain/reconciling.ts';
import { quietLooks } from './quiet-look.ts';

/** One turn, of whichever instance. Long, because many accounts at once are read in as many queries as one. */
export const TURN_MS = 5_000;
/** An account looked at so lately is not asked about again: the answer is the one that is kept. */
const LOOK_AGAIN_MS = 5_000;

export interface LookDeps {
  readonly looks: LookStore;
  readonly statements: Pick<Statements, 'balance'>;
  readonly inFlight: Pick<InFlight, 'quietBalances'>;
  /** Customers per turn, all instances together; 0: none. */
  readonly perTurn: number;
  readonly isKasProWell: () => boolean;
  readonly now: () => Date;
}

const drifting = new Gauge({
  name: 'angkutan_wallet_live_drift_accounts',
  help: 'Accounts whose balance at KasPro has differed from ours for a minute, at the last look at each',
  registers: [metrics],
});

/** One turn: those that differed once are looked at again first, then the next of the round. */
export async function lookAtBalances(deps: LookDeps): Promise<boolean> {
  const { looks, perTurn, isKasProWell, now } = deps;
  drifting.set(await looks.drifting());
  if (perTurn === 0 || !isKasProWell() || !(await looks.takeTurn(now(), TURN_MS))) return false;
  await lookAt(deps, await looks.next(perTurn, now()));
  return false;
}

/** A look at these accounts, now; one for each. */
export async function lookAt(
  deps: LookDeps,
  accounts: readonly CustomerAccount[],
): Promise<readonly Look[]> {
  const { looks, statements, inFlight, now } = deps;
  const before = await looks.find(accounts.map(accountKey));
  const isFresh = (account: CustomerAccount): boolean => {
    const at = before.get(accountKey(account))?.at.getTime() ?? -Infinity;
    return now().getTime() - at < LOOK_AGAIN_MS;
  };
  const due = accounts.filter((account) => !isFresh(account));
  const seen = await quietLooks(inFlight, due, (account) => statements.balance(account));
  const fresh = due.map((account) => lookOf(account, { before, seen, now: now() }));
  await looks.keep(fresh);
  const all = new Map([...before, ...fresh.map((look) => [look.account, look] as const)]);
  return accounts.flatMap((account) => all.get(accountKey(account)) ?? []);
}

interface Sight {
  readonly before: ReadonlyMap<string, Look>;
  readonly seen: ReadonlyMap<string, Seen>;
  readonly now: Date;
}

function lookOf(customers: CustomerAccount, { before, seen, now }: Sight): Look {
  const account = accountKey(customers);
  const whose = { account, customerId: customers.customerId, kind: customers.kind };
  return looked(before.get(account), whose, seen.get(account) ?? 'UNREAD', now);
}
