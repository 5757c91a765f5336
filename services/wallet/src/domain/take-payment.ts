/** PaymentRequested: hold for later, or collect and capture at once. PURE. */
import { isZero, type Rupiah, rupiah, smaller, ZERO } from '@angkutan/money';
import { captureNow, isSoundOrder, payeesOf } from './capture.ts';
import { moveBetween, refundPayment } from './move.ts';
import { opened, orderOf, payerOf, refused, type TakePayment } from './payment-command.ts';
import { payerRefusal, refuseFunds, rejectTransfer } from './refusals.ts';
import {
  type CaptureOrder,
  type Closed,
  type Held,
  headOf,
  isRideBorn,
  type Request,
} from './request.ts';
import { reserveFunds } from './reserve.ts';
import { collect } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export function takePayment(command: TakePayment, flow: Flow): Verdict {
  if (flow.request(command.requestId)) return flow.done();
  if (command.amount < 0n) return refused('AMOUNT_NEGATIVE', command.requestId);
  const order = orderOf(command.amount, command.shares);
  if (command.kind === 'REFUND') return refundPayment(command, order, flow);
  const payer = payerOf(command);
  if (!flow.findWallet(payer)) return { status: 'wait', reason: 'WALLET_UNKNOWN' };
  const request = opened(flow, command, payer);
  if (command.kind === 'QRIS') {
    return reserveFunds(flow, request, { amount: order.amount, fee: ZERO });
  }
  if (command.capture === 'LATER') return hold(flow, request, order.amount);
  return orderUnfit(command.requestId, order, flow) ?? takeNow(flow, request, order);
}

const takeNow = (flow: Flow, request: Closed, order: CaptureOrder): Verdict =>
  request.kind === 'P2P' ? moveBetween(flow, request, order) : charge(flow, request, order);

/** Why an order cannot be captured at all, if so: shares that do not add up, a payee not (yet) known. */
export function orderUnfit(
  requestId: string,
  order: CaptureOrder,
  flow: Flow,
): Verdict | undefined {
  if (!isSoundOrder(order)) return refused('SPLITS_DO_NOT_ADD_UP', requestId);
  const known = payeesOf(order.shares).every((walletId) => flow.findWallet(walletId));
  return known ? undefined : { status: 'wait', reason: 'PAYEE_UNKNOWN' };
}

function hold(flow: Flow, request: Closed, amount: Rupiah): Verdict {
  const reason = isZero(amount) ? undefined : payerRefusal(flow, request.payer, amount);
  if (reason !== undefined) {
    refuseFunds(flow, request, amount, reason);
  } else if (isZero(amount)) {
    becomeHeld(flow, request, ZERO);
  } else {
    const head = collect(flow, request, amount);
    flow.putRequest({ ...head, status: 'COLLECTING', collecting: amount, escrowed: ZERO });
  }
  return flow.done();
}

/** Collects what there is, up to the amount; a ride's payment takes less and leaves a debt, others refuse. */
function charge(flow: Flow, request: Closed, order: CaptureOrder): Verdict {
  const reason = isRideBorn(request.kind)
    ? undefined
    : payerRefusal(flow, request.payer, order.amount);
  if (reason === undefined) collectThenCapture(flow, request, ZERO, order);
  else rejectTransfer(flow, request, reason);
  return flow.done();
}

/** Brings what the payer has of the missing part to escrow first, then captures. */
export function collectThenCapture(
  flow: Flow,
  request: Request,
  escrowed: Rupiah,
  order: CaptureOrder,
): void {
  const missing = order.amount - escrowed;
  const { contained, books } = flow.wallet(request.payer);
  const there = contained ? ZERO : books.available;
  const amount = missing > 0n ? smaller(rupiah(missing), there) : ZERO;
  if (isZero(amount)) return captureNow(flow, request, escrowed, order);
  const head = collect(flow, request, amount);
  flow.putRequest({ ...head, status: 'COLLECTING', collecting: amount, escrowed, order });
}

export function becomeHeld(flow: Flow, request: Request, escrowed: Rupiah): void {
  const { requestId, payerId } = request;
  const expiresAt = new Date(flow.context.now.getTime() + flow.context.holdExpiryMs);
  const held: Held = { ...headOf(request), status: 'HELD', escrowed, expiresAt };
  flow.putRequest(held);
  flow.publish({
    type: 'FundsHeld',
    key: payerId,
    data: {
      requestId,
      holdId: requestId,
      customerId: payerId,
      amount: escrowed,
      partnerReferences: [...request.partnerReferences],
    },
  });
}
