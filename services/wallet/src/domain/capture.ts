/** Capture: what was escrowed is split, dues are paid one by one, the rest goes back. PURE. */
import {
  capture,
  captureParts,
  isPayeeWallet,
  PLATFORM_WALLETS,
  type Share,
} from '@angkutan/ledger';
import { isPositive, isZero, plus, type Rupiah, ZERO } from '@angkutan/money';
import { dueBlocked, letDueWait } from './dues.ts';
import {
  captureReference,
  type CaptureOrder,
  headOf,
  type Paying,
  type Request,
  type Returning,
} from './request.ts';
import { publishPosted } from './posted.ts';
import { giveBack, payDueOf } from './transfers.ts';
import { withDebt } from './wallet.ts';
import type { Flow } from './working-set.ts';

/**
 * Captures `order` from what is escrowed. What is missing becomes the payer's debt: for what a ride gave,
 * the driver and the merchant are paid in full. The journal admits one capture a ride; a second one is
 * rejected, and what it had collected goes back.
 */
export function captureNow(
  flow: Flow,
  request: Request,
  escrowed: Rupiah,
  order: CaptureOrder,
): void {
  const { requestId, payer } = request;
  const reference = captureReference(request);
  if (flow.isJournalled(reference)) return reject(flow, request, escrowed, 'ALREADY_PAID');
  const { missing, rest } = captureParts(escrowed, order.amount);
  const { shard } = flow.context;
  flow.post(capture({ reference, requestId }, { payer, escrowed, shard, ...order }));
  if (isPositive(missing)) flow.putWallet(withDebt(flow.wallet(payer), requestId, missing));
  const dues = duesOf(order.shares);
  payNext(flow, { ...headOf(request), status: 'PAYING', order, dues, rest });
}

/** Rejected although its money was collected, in part or whole: that goes back. */
export function reject(flow: Flow, request: Request, escrowed: Rupiah, reason: string): void {
  const { requestId, payerId } = request;
  flow.publish({ type: 'TransferRejected', key: payerId, data: { requestId, reason } });
  returnAll(flow, request, escrowed, 'REJECTED');
}

/** One due per payee: a driver's share and tolls go in one transfer. */
function duesOf(shares: readonly Share[]): Share[] {
  const dues = new Map<string, Rupiah>();
  for (const { walletId, amount } of shares) {
    if (isPayeeWallet(walletId)) dues.set(walletId, plus(dues.get(walletId) ?? ZERO, amount));
  }
  return [...dues]
    .filter(([, amount]) => isPositive(amount))
    .map(([walletId, amount]) => ({ walletId, amount }));
}

/** The people's wallets among the shares. */
export const payeesOf = (shares: readonly Share[]): string[] =>
  shares.map((share) => share.walletId).filter((walletId) => isPayeeWallet(walletId));

/** Pays the next due; when all are paid or waiting the transfer is posted, and the rest goes back. */
export function payNext(flow: Flow, request: Paying, delayMs = 0): void {
  const [due, ...others] = request.dues;
  if (due) {
    const { requestId } = request;
    const reason = dueBlocked(flow, flow.wallet(due.walletId));
    if (reason) {
      letDueWait(flow, due.walletId, { requestId, amount: due.amount, tries: 1, reason });
      return payNext(flow, { ...request, dues: others });
    }
    const head = payDueOf(flow, request, due, delayMs);
    flow.putRequest({ ...request, ...head });
    return;
  }
  publishPosted(flow, request, captureReference(request), request.order);
  returnAll(flow, request, request.rest, 'CAPTURED');
}

/** Gives back what is left in escrow; with nothing left the request is closed. */
export function returnAll(
  flow: Flow,
  request: Request,
  rest: Rupiah,
  outcome: Returning['outcome'],
): void {
  if (isZero(rest)) {
    if (outcome === 'RELEASED') publishReleased(flow, request, rest);
    flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome });
    return;
  }
  const head = giveBack(flow, request, rest);
  flow.putRequest({ ...head, status: 'RETURNING', rest, outcome });
}

export function publishReleased(flow: Flow, request: Request, amount: Rupiah): void {
  const { requestId, payerId } = request;
  flow.publish({
    type: 'FundsReleased',
    key: payerId,
    data: { requestId, holdId: requestId, customerId: payerId, amount },
  });
}

/** Shares must add up, and no person's share may be negative: only the promotion pays. */
export function isSoundOrder(order: CaptureOrder): boolean {
  let sum = 0n;
  for (const { walletId, amount } of order.shares) {
    if (amount < 0n && walletId !== PLATFORM_WALLETS.promotion) return false;
    sum += amount;
  }
  return order.amount >= 0n && sum === order.amount;
}
