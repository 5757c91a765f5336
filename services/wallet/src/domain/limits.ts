/**
 * What the limits of a tier leave room for. PURE.
 *
 * They bind the person, not the wallet: by law they are those of the one e-money account at KasPro, which the
 * user's wallet and the driver's deposit share. A merchant's wallet lies on an account of its own and is not
 * capped. What is held counts; what is set aside for debts does not, for it is not the person's any more.
 * Only money from outside or from another person counts as incoming: top-ups, P2P and refunds, no dues.
 */
import { ROLES, total, walletIdOf } from '@angkutan/ledger';
import {
  isPositive,
  minus,
  plus,
  type Rupiah,
  rupiah,
  smaller,
  sumOf,
  ZERO,
} from '@angkutan/money';
import { limitsOf } from '@angkutan/rules';
import { collectingOf, uncollectedOf, type Wallet } from './wallet.ts';
import type { Flow } from './working-set.ts';

export type LimitReason = 'BALANCE_LIMIT' | 'MONTHLY_LIMIT';

/** How much of an amount fits; of the rest, which limit it is that it does not. */
export interface Fit {
  readonly fits: Rupiah;
  readonly over: Rupiah;
  readonly reason: LimitReason;
}

/** Asia/Jakarta has no summer time. */
const JAKARTA_AHEAD_MS = 7 * 3_600_000;

/** The calendar month in Asia/Jakarta, such as `2026-11`. */
export const monthOf = (at: Date): string =>
  new Date(at.getTime() + JAKARTA_AHEAD_MS).toISOString().slice(0, 7);

/** The wallets that share the person's one account at KasPro. */
export const walletsOf = (flow: Flow, customerId: string): Wallet[] =>
  ROLES.flatMap((role) => flow.findWallet(walletIdOf(customerId, role)) ?? []).filter(
    (wallet) => wallet.kind === 'SUBSCRIBER',
  );

/** How much of an incoming `amount` the person's tier leaves room for, now and this month. */
export function fitIncoming(flow: Flow, walletId: string, amount: Rupiah): Fit {
  const wallet = flow.wallet(walletId);
  if (wallet.kind === 'MERCHANT') return { fits: amount, over: ZERO, reason: 'BALANCE_LIMIT' };
  const balance = balanceRoom(flow, wallet);
  const max = rupiah(limitsOf(flow.context.rules, wallet.tier).monthlyIncomingMax);
  const month = minus(max, incomingIn(wallet, monthOf(flow.context.now)));
  const room = smaller(balance, month);
  const fits = isPositive(room) ? smaller(room, amount) : ZERO;
  const reason = month < balance ? 'MONTHLY_LIMIT' : 'BALANCE_LIMIT';
  return { fits, over: minus(amount, fits), reason };
}

/** What more the person's account may hold; below zero when it holds too much. A debt takes its part first. */
export function balanceRoom(flow: Flow, wallet: Wallet): Rupiah {
  const max = rupiah(limitsOf(flow.context.rules, wallet.tier).balanceMax);
  const held = sumOf(walletsOf(flow, wallet.customerId).map((one) => limitedBalance(one)));
  return plus(minus(max, held), uncollectedOf(wallet));
}

/** What of a wallet counts: all that it holds and the dues on their way to it. */
function limitedBalance({ books, debts, waiting }: Wallet): Rupiah {
  const onItsWay = minus(books.due, sumOf(waiting.map((due) => due.amount)));
  return minus(plus(total(books), onItsWay), collectingOf(debts));
}

export const incomingIn = ({ incoming }: Wallet, month: string): Rupiah =>
  incoming.month === month ? incoming.amount : ZERO;

/**
 * Counts what came in to a wallet (below zero: what went back) to this month's sum. Each of the person's wallets keeps it,
 * as it keeps the tier: two credits at once then meet in the database, whichever wallets they are for.
 */
export function countIncoming(flow: Flow, walletId: string, amount: Rupiah): void {
  const { kind, customerId } = flow.wallet(walletId);
  if (kind === 'MERCHANT') return;
  const month = monthOf(flow.context.now);
  for (const wallet of walletsOf(flow, customerId)) {
    const sum = plus(incomingIn(wallet, month), amount);
    flow.putWallet({ ...wallet, incoming: { month, amount: isPositive(sum) ? sum : ZERO } });
  }
}
