/**
 * Walks all customers' accounts at a limited rate, and again from the start: ours against KasPro's. One instance at a
 * time has a turn, so the rate is that of all of them. While KasPro's enquiries are in trouble nobody is asked.
 */
import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { type Look, looked, type LookStore } from '../domain/live-drift.ts';
import { accountKey, type CustomerAccount } from '../domain/provider-account.ts';
import type { InFlight, Statements } from '../domain/reconciling.ts';
import { quietLook } from './quiet-look.ts';

/** One turn, of whichever instance. */
export const TURN_MS = 1_000;
/** An account looked at so lately is not asked about again: the answer is the one that is kept. */
const LOOK_AGAIN_MS = 5_000;

export interface LookDeps {
  readonly looks: LookStore;
  readonly statements: Pick<Statements, 'balance'>;
  readonly inFlight: Pick<InFlight, 'quietBalance'>;
  /** Customers per second, all instances together; 0: none. */
  readonly perSecond: number;
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
  const { looks, perSecond, isKasProWell, now } = deps;
  drifting.set(await looks.drifting());
  if (perSecond === 0 || !isKasProWell() || !(await looks.takeTurn(now(), TURN_MS))) return false;
  for (const account of await looks.next(perSecond, now())) await lookAt(deps, account);
  return false;
}

/** A look at one account, now. */
export async function lookAt(deps: LookDeps, account: CustomerAccount): Promise<Look> {
  const { looks, statements, inFlight, now } = deps;
  const key = accountKey(account);
  const before = await looks.find(key);
  if (before && now().getTime() - before.at.getTime() < LOOK_AGAIN_MS) return before;
  const seen = await quietLook(inFlight, account, () => statements.balance(account));
  const { customerId, kind } = account;
  const look = looked(before, { account: key, customerId, kind }, seen, now());
  await looks.keep(look);
  return look;
}
