/**
 * Money set aside for what another service sends to KasPro: cash-outs and QRIS payments. Nothing moves here;
 * the hold ends by that service's word alone, never by our clock. PURE.
 */
import { reserve, type Role, ROLES, unreserve, walletIdOf } from '@angkutan/ledger';
import { plus, type Rupiah, rupiah } from '@angkutan/money';
import type { Limits } from '@angkutan/rules';
import { publishReleased } from './capture.ts';
import { payOutNow } from './fee.ts';
import { holdAgain } from './late.ts';
import { opened, refused } from './payment-command.ts';
import { payerRefusal, refuseFunds } from './refusals.ts';
import { type Closed, headOf, type Request } from './request.ts';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

interface Cost {
  readonly amount: Rupiah;
  /** On top of it. */
  readonly fee: Rupiah;
}

export interface RequestCashOut {
  readonly cashOutId: string;
  readonly customerId: string;
  readonly role: string;
  readonly amount: bigint;
  readonly fee: bigint;
}

/** The wallet of the role that asked pays a cash-out; a role we do not know has none. */
export function cashOutPayer({
  customerId,
  role,
}: Pick<RequestCashOut, 'customerId' | 'role'>): string | undefined {
  const known: Role | undefined = ROLES.find((one) => one === role);
  return known && walletIdOf(customerId, known);
}

export function requestCashOut(command: RequestCashOut, flow: Flow): Verdict {
  const { cashOutId, customerId } = command;
  if (flow.request(cashOutId)) return flow.done();
  if (command.amount <= 0n || command.fee < 0n) return refused('AMOUNT_NEGATIVE', cashOutId);
  const payer = cashOutPayer(command);
  if (payer === undefined) return refused('ROLE_UNKNOWN', cashOutId);
  if (!flow.findWallet(payer)) return { status: 'wait', reason: 'WALLET_UNKNOWN' };
  const head = {
    requestId: cashOutId,
    kind: 'CASH_OUT',
    reference: cashOutId,
    payerId: customerId,
  };
  const cost = { amount: rupiah(command.amount), fee: rupiah(command.fee) };
  return reserveFunds(flow, opened(flow, head, payer), cost, ({ mayCashOut }) => mayCashOut);
}

/** Sets amount and fee aside. The payer's wallet is known. */
export function reserveFunds(
  flow: Flow,
  request: Closed,
  { amount, fee }: Cost,
  mayPay?: (limits: Limits) => boolean,
): Verdict {
  const { requestId, payerId, payer } = request;
  const whole = plus(amount, fee);
  const reason = payerRefusal(flow, payer, whole, mayPay);
  if (reason !== undefined) {
    refuseFunds(flow, request, whole, reason);
    return flow.done();
  }
  flow.changeBooks(payer, (books) => reserve(books, whole));
  flow.putRequest({ ...headOf(request), status: 'RESERVED', amount, fee });
  flow.publish({
    type: 'FundsHeld',
    key: payerId,
    data: {
      requestId,
      holdId: requestId,
      customerId: payerId,
      amount: whole,
      partnerReferences: [],
    },
  });
  return flow.done();
}

export interface PaidOut {
  readonly requestId: string;
  readonly amount: bigint;
  /** KasPro's own fee: it took `amount + serviceFee` from the customer's account. */
  readonly serviceFee: bigint;
  readonly providerReference: string;
}

/** The sender has KasPro's final word: it has paid out. After a release that is a late success. */
export function reservePaidOut(paid: PaidOut, flow: Flow): Verdict {
  const request = flow.request(paid.requestId);
  if (!request) return refused('REQUEST_UNKNOWN', paid.requestId);
  const serviceFee = rupiah(paid.serviceFee);
  if (request.status === 'RESERVED') {
    payOutNow(flow, request, { serviceFee, providerReference: paid.providerReference });
  } else if (wasReleased(request)) {
    holdAgain(flow, request, plus(rupiah(paid.amount), serviceFee));
  }
  return flow.done();
}

/** The sender has KasPro's final word: nothing was paid out. */
export function reserveFailed(requestId: string, flow: Flow): Verdict {
  const request = flow.request(requestId);
  if (request?.status !== 'RESERVED') return flow.done();
  const whole = plus(request.amount, request.fee);
  flow.changeBooks(request.payer, (books) => unreserve(books, whole));
  publishReleased(flow, request, whole);
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome: 'RELEASED' });
  collectDebts(flow, request.payer);
  return flow.done();
}

/** KasPro has paid out after all. The release may still be on its way to us: then this waits for it. */
export function lateSuccess(requestId: string, amount: bigint, flow: Flow): Verdict {
  const request = flow.request(requestId);
  if (!request) return refused('REQUEST_UNKNOWN', requestId);
  if (request.status === 'RESERVED') return { status: 'wait', reason: 'HOLD_NOT_RELEASED' };
  if (wasReleased(request)) holdAgain(flow, request, rupiah(amount));
  return flow.done();
}

const wasReleased = (request: Request): boolean =>
  request.status === 'CLOSED' && request.outcome === 'RELEASED';
