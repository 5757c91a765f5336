/** Shows what the books say of themselves: what they sum to, and what differs from KasPro. */
import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import type { BookTotal } from '../domain/reports.ts';
import type { Breaks } from '../domain/reconciling.ts';

const registers = [metrics];

const sum = new Gauge({
  name: 'angkutan_wallet_ledger_sum_rupiah',
  help: 'Sum of all balances of the ledger, read in one snapshot: 0, or the books are wrong',
  registers,
});
const balances = new Gauge({
  name: 'angkutan_wallet_balance_rupiah',
  help: 'Balances of the ledger by kind of account',
  labelNames: ['kind'],
  registers,
});
const standing = new Gauge({
  name: 'angkutan_wallet_breaks',
  help: 'Open differences between the ledger and KasPro, by class',
  labelNames: ['class'],
  registers,
});
const drift = new Gauge({
  name: 'angkutan_wallet_drift_rupiah',
  help: 'What those open differences come to, each without its sign, by class',
  labelNames: ['class'],
  registers,
});
const readAt = new Gauge({
  name: 'angkutan_wallet_books_read_timestamp_seconds',
  help: 'When the figures of the books were read last',
  registers,
});

export interface WatchBooksDeps {
  readonly trialBalance: () => Promise<readonly BookTotal[]>;
  readonly breaks: Pick<Breaks, 'openByClass'>;
  readonly now: () => Date;
}

/** One run of the watch. Figures in rupiah beyond 2^53 lose their last digits here, never in the books. */
export async function watchBooks({ trialBalance, breaks, now }: WatchBooksDeps): Promise<boolean> {
  const totals = await trialBalance();
  const open = await breaks.openByClass();
  sum.set(Number(totals.reduce((all, { balance }) => all + balance, 0n)));
  for (const { kind, balance } of totals) balances.set({ kind }, Number(balance));
  standing.reset();
  drift.reset();
  for (const { class: name, count, rupiah } of open) {
    standing.set({ class: name }, count);
    drift.set({ class: name }, Number(rupiah));
  }
  readAt.set(now().getTime() / 1_000);
  return false;
}
