/** PaymentRequested: hold for later, or collect and capture at once. PURE. */
import { walletIdOf } from '@angkutan/ledger';
import { isZero, type Rupiah, rupiah, smaller, ZERO } from '@angkutan/money';
import { captureNow, isSoundOrder, payeesOf } from './capture.ts';
import {
  type CaptureOrder,
  type Closed,
  type Held,
  headOf,
  isRideBorn,
  type Request,
} from './request.ts';
import { spendingRefusal } from './spending.ts';
import { collect } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { Wallet } from './wallet.ts';
import type { Flow } from './working-set.ts';

export interface TakePayment {
  readonly requestId: string;
  readonly kind: string;
  readonly reference: string;
  readonly payerId: string;
  readonly amount: bigint;
  readonly shares: readonly { readonly walletId: string; readonly amount: bigint }[];
  readonly capture: string;
}

/** Which of the payer's wallets pays: a cash ride's net comes from the driver's deposit. */
export const payerOf = (command: Pick<TakePayment, 'kind' | 'payerId'>): string =>
  walletIdOf(command.payerId, command.kind === 'CASH_COMMISSION' ? 'DRIVER' : 'USER');

export function takePayment(command: TakePayment, flow: Flow): Verdict {
  if (flow.request(command.requestId)) return flow.done();
  const order = orderOf(command.amount, command.shares);
  if (command.amount < 0n) return refused('AMOUNT_NEGATIVE', command.requestId);
  const wallet = flow.findWallet(payerOf(command));
  if (!wallet) return { status: 'wait', reason: 'WALLET_UNKNOWN' };
  if (command.capture === 'LATER') return hold(command, wallet, flow);
  return orderUnfit(command.requestId, order, flow) ?? charge(command, order, flow);
}

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

export const orderOf = (amount: bigint, shares: TakePayment['shares']): CaptureOrder => ({
  amount: rupiah(amount),
  shares: shares.map((share) => ({ walletId: share.walletId, amount: rupiah(share.amount) })),
});

export const refused = (code: string, detail: string): Verdict => ({
  status: 'refused',
  code,
  detail,
});

const headFor = (command: TakePayment): ReturnType<typeof headOf> => ({
  requestId: command.requestId,
  kind: command.kind,
  reference: command.reference,
  payerId: command.payerId,
  payer: payerOf(command),
  transfers: 0,
  partnerReferences: [],
});

const opened = (command: TakePayment): Closed => ({
  ...headFor(command),
  status: 'CLOSED',
  outcome: 'REFUSED',
});

function hold(command: TakePayment, wallet: Wallet, flow: Flow): Verdict {
  const amount = rupiah(command.amount);
  const request = opened(command);
  if (isZero(amount)) {
    becomeHeld(flow, request, ZERO);
    return flow.done();
  }
  const reason = spendingRefusal(wallet, amount);
  if (reason) {
    refuseFunds(flow, request, amount, reason);
  } else {
    const head = collect(flow, request, amount);
    flow.putRequest({ ...head, status: 'COLLECTING', collecting: amount, escrowed: ZERO });
  }
  return flow.done();
}

/** Collects what there is, up to the amount; a ride's payment takes less and leaves a debt, others refuse. */
function charge(command: TakePayment, order: CaptureOrder, flow: Flow): Verdict {
  const request = opened(command);
  const reason = isRideBorn(command.kind)
    ? undefined
    : spendingRefusal(flow.wallet(request.payer), order.amount);
  if (reason) {
    const { requestId, payerId } = command;
    flow.publish({ type: 'TransferRejected', key: payerId, data: { requestId, reason } });
    flow.putRequest(request);
    return flow.done();
  }
  collectThenCapture(flow, request, ZERO, order);
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
  const there = flow.wallet(request.payer).books.available;
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

export function refuseFunds(flow: Flow, request: Request, amount: Rupiah, reason: string): void {
  const { requestId, payerId } = request;
  flow.publish({
    type: 'FundsRefused',
    key: payerId,
    data: { requestId, customerId: payerId, amount, reason },
  });
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome: 'REFUSED' });
}
