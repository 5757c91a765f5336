/**
 * The company's own money between its two accounts at KasPro. Commission earned goes from escrow to corporate;
 * corporate pays for promotions and for debts that were written off, and tops escrow up when holds and dues are
 * not covered. PURE.
 *
 * One sweep at a time, in one request row; `after` is the row's count of transfers, read with the balances, so
 * that nobody sweeps by balances that a sweep has changed since.
 */
import { PLATFORM_WALLETS, sweep, toCorporate } from '@angkutan/ledger';
import {
  isPositive,
  isZero,
  minus,
  negate,
  plus,
  type Rupiah,
  smaller,
  ZERO,
} from '@angkutan/money';
import { opened } from './payment-command.ts';
import { headOf, type SweepAmounts, type Sweeping } from './request.ts';
import { send } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import { CORPORATE, ESCROW, type Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

export const SWEEP_REQUEST = 'platform.sweep';

/** What of escrow's money is the company's own, or advanced by it: books as the ledger has them. */
export interface EscrowOwn {
  readonly commission: Rupiah;
  /** Zero or below: what promotions have cost since the last sweep. */
  readonly promotion: Rupiah;
  /** Zero or below: debts that were written off since the last sweep. */
  readonly losses: Rupiah;
  /** Zero or below: what customers owe, advanced to those who were paid. */
  readonly debt: Rupiah;
  readonly float: Rupiah;
}

/** Books as they are, and how many transfers sweeps had made by then. */
export interface BeforeSweep {
  readonly own: EscrowOwn;
  readonly after: number;
}

export interface SweepRules {
  /** A sweep is worth a transfer from this much of any book on. */
  readonly threshold: Rupiah;
  /** What must be left beside open holds and dues, so that the next ones can be paid. */
  readonly coverMin: Rupiah;
}

/**
 * What each book is to change by; undefined when it is not worth it. Commission that is still owed by somebody
 * stays: it is what those debts were advanced from.
 */
export function sweepOf(own: EscrowOwn, rules: SweepRules): SweepAmounts | undefined {
  const earned = plus(own.commission, own.debt);
  const commission = isPositive(earned) ? earned : ZERO;
  const promotion = negate(own.promotion);
  const losses = negate(own.losses);
  const cover = plus(own.float, smaller(earned, ZERO));
  const short = minus(rules.coverMin, cover);
  const float = isPositive(short) ? short : ZERO;
  const worth = [commission, promotion, losses, float].some((amount) => amount >= rules.threshold);
  return worth ? { commission: negate(commission), promotion, losses, float } : undefined;
}

export interface StartSweep {
  readonly amounts: SweepAmounts;
  /** How many transfers sweeps had made when the balances were read. */
  readonly after: number;
}

export function startSweep({ amounts, after }: StartSweep, flow: Flow): Verdict {
  const before = flow.request(SWEEP_REQUEST);
  if (before?.status === 'SWEEPING' || (before?.transfers ?? 0) !== after) return flow.done();
  const payer = PLATFORM_WALLETS.corporate;
  const terms = { requestId: SWEEP_REQUEST, kind: 'SWEEP', reference: SWEEP_REQUEST };
  // Only the last transfer's reference is kept: this row lives for ever.
  const request = { ...opened(flow, { ...terms, payerId: payer }, payer), transfers: after };
  const gain = toCorporate(amounts);
  if (isZero(gain)) {
    const transfers = after + 1;
    const reference = `${SWEEP_REQUEST}.t${transfers}`;
    flow.post(sweep({ reference, requestId: SWEEP_REQUEST }, amounts, flow.context.shard));
    flow.putRequest({ ...request, transfers, outcome: 'CAPTURED' });
    return flow.done();
  }
  const leg = isPositive(gain)
    ? { from: ESCROW, to: CORPORATE, amount: gain }
    : { from: CORPORATE, to: ESCROW, amount: negate(gain) };
  const head = send(flow, request, { purpose: 'SWEEP', ...leg });
  flow.putRequest({ ...head, status: 'SWEEPING', amounts });
  return flow.done();
}

export function sweepEnded(
  flow: Flow,
  request: Sweeping,
  transfer: Transfer,
  code: number | undefined,
): void {
  const refused = code !== undefined;
  if (refused) flow.alarm('AKT_SWEEP_REFUSED', transfer.reference);
  else flow.post(sweep(transfer, request.amounts, flow.context.shard));
  const outcome = refused ? 'REFUSED' : 'CAPTURED';
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome });
}
