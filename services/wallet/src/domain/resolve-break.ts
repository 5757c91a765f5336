/**
 * What two operators make of a break. PURE.
 *
 * ACCEPT_THEIRS: our books follow KasPro's, against the world. Where money lies decides whose books: a customer's
 * account is the customer's wallet (never below zero: what it lacks is owed), escrow is the company's float,
 * corporate is corporate. A top-up that we never heard of comes in as if we had heard of it.
 * WRITE_OFF: likewise, and what a customer would lose by it corporate gives. EXPLAINED: nothing moves.
 */
import { negate, rupiah, type Rupiah } from '@angkutan/money';
import type { ResolveBreak } from './act.ts';
import { type Break, lacking, stands } from './break.ts';
import { correct, correctionId, correctWhenGiven, correctWhenLent } from './correct.ts';
import { creditWithinLimits } from './credit.ts';
import { lateRequestId } from './late-transfer.ts';
import { takeOf } from './take.ts';
import { receiveTopUp } from './top-up.ts';
import type { Flow } from './working-set.ts';

/** How a top-up that we only know from KasPro's statement came in. */
const FROM_STATEMENT = 'STATEMENT';

/** The name behind `p/` or `r/`. */
export const nameOf = (key: string): string => key.slice(2);

/** Requests that hold a late success of this reference, ours or another service's. */
export const lateRequestsOf = (key: string): string[] =>
  key.startsWith('p/') ? [lateRequestId(nameOf(key)), nameOf(key).replace(/~\d+$/, '')] : [];

export function resolveUnfit(act: ResolveBreak, flow: Flow): string | undefined {
  const one = flow.findBreak(act.breakId);
  if (!one) return 'BREAK_NOT_FOUND';
  if (!stands(one) || one.status === 'RESOLVING') return 'BREAK_NOT_OPEN';
  if (one.ours !== act.ours || one.theirs !== act.theirs) return 'BREAK_CHANGED';
  return act.resolution === 'EXPLAINED' ? undefined : correctionUnfit(act, one, flow);
}

function correctionUnfit(act: ResolveBreak, one: Break, flow: Flow): string | undefined {
  if ((flow.booked(act.breakId) ?? one.ours) !== one.ours) return 'BREAK_CHANGED';
  const isLate = lateRequestsOf(act.key).some((id) => flow.request(id)?.status === 'LATE');
  if (isLate) return 'BREAK_LATE';
  return hasOwner(act, flow) ? undefined : 'WALLET_NOT_FOUND';
}

const hasOwner = ({ walletId, account }: ResolveBreak, flow: Flow): boolean =>
  walletId === undefined ? account in COMPANYS_BOOK : flow.findWallet(walletId) !== undefined;

/** Who asks for a break's resolution looks after it from then on. */
export function adoptBreak({ breakId }: ResolveBreak, flow: Flow, owner: string): void {
  const one = flow.findBreak(breakId);
  if (one) flow.putBreak({ ...one, owner });
}

export function resolveBreak(act: ResolveBreak, flow: Flow, approvalId: string): void {
  const { breakId, resolution, walletId } = act;
  const before = flow.findBreak(breakId);
  if (!before) throw new Error(`AKT_BREAK_MISSING: ${breakId}`);
  const note = flow.approval(approvalId)?.reason;
  const one: Break = {
    ...before,
    status: 'RESOLVED',
    resolution,
    ...(note !== undefined && { note }),
  };
  flow.putBreak(one);
  if (resolution !== 'EXPLAINED') follow(flow, one, walletId);
}

function follow(flow: Flow, one: Break, walletId: string | undefined): void {
  const amount = lacking(one);
  if (isUnheardTopUp(one)) hearTopUp(flow, one, walletId);
  else if (walletId === undefined) correctCompanys(flow, one);
  else if (amount > 0n) credit(flow, one, walletId);
  else if (one.resolution === 'WRITE_OFF') correctWhenGiven(flow, one, walletId, rupiah(-amount));
  else take(flow, one, walletId);
}

/** KasPro has it under its own reference, we have nothing, and it came in for people. */
const isUnheardTopUp = (one: Break): boolean =>
  one.class === 'MISSING_HERE' &&
  one.key.startsWith('r/') &&
  lacking(one) > 0n &&
  !(one.account in COMPANYS_BOOK && one.account !== 'unclaimed');

function hearTopUp(flow: Flow, one: Break, walletId: string | undefined): void {
  const amount = lacking(one);
  const topUp = { providerReference: nameOf(one.key), amount, channel: FROM_STATEMENT };
  receiveTopUp({ ...topUp, ...(walletId !== undefined && { walletId }) }, flow);
  flow.putBreak({ ...one, ours: one.theirs });
}

/** The company's own money: what it laid into escrow, what lies at corporate, what is nobody's. */
const COMPANYS_BOOK: Readonly<Record<string, 'float' | 'corporate' | 'unclaimed'>> = {
  escrow: 'float',
  corporate: 'corporate',
  unclaimed: 'unclaimed',
};

function correctCompanys(flow: Flow, one: Break): void {
  const book = COMPANYS_BOOK[one.account];
  if (!book) throw new Error(`AKT_ACCOUNT_UNKNOWN: ${one.account}`);
  correct(flow, one, [[{ book, owner: flow.context.shard }, rupiah(lacking(one))]]);
}

/** It is there already, uninvited: what does not fit waits in suspense. */
function credit(flow: Flow, one: Break, walletId: string): void {
  const amount = rupiah(lacking(one));
  const uninvited = { walletId, amount, id: correctionId(one) };
  creditWithinLimits(flow, uninvited, (to) => correct(flow, one, to));
  publishCorrected(flow, one, walletId, { amount, debt: rupiah(0) });
}

function take(flow: Flow, one: Break, walletId: string): void {
  const amount = rupiah(-lacking(one));
  const { from, lacking: debt } = takeOf(flow, walletId, amount, nameOf(one.key));
  const parts = from.map(([account, part]) => [account, negate(part)] as const);
  const corrected = parts.length > 0 ? correct(flow, one, parts) : one;
  if (debt > 0n) correctWhenLent(flow, corrected, walletId, debt);
  publishCorrected(flow, one, walletId, { amount: negate(amount), debt });
}

function publishCorrected(
  flow: Flow,
  { breakId }: Break,
  walletId: string,
  changed: { readonly amount: Rupiah; readonly debt: Rupiah },
): void {
  const { customerId } = flow.wallet(walletId);
  flow.publish({
    type: 'WalletCorrected',
    key: customerId,
    data: { walletId, customerId, ...changed, correctionId: breakId },
  });
}
