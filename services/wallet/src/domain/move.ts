/** Money that goes from one account to another in one transfer: P2P, and refunds from corporate. PURE. */
import {
  isPayeeWallet,
  PLATFORM_WALLETS,
  refund,
  reserve,
  transferBetween,
  unreserve,
} from '@angkutan/ledger';
import { negate, type Rupiah } from '@angkutan/money';
import { creditWithinLimits } from './credit.ts';
import { countIncoming } from './limits.ts';
import { opened, payerOf, refused, type TakePayment } from './payment-command.ts';
import { publishPosted } from './posted.ts';
import {
  KASPRO_INSUFFICIENT,
  payeeRefusal,
  payerRefusal,
  reasonOf,
  rejectTransfer,
} from './refusals.ts';
import { type CaptureOrder, type Closed, headOf, type Moving, type Request } from './request.ts';
import { collectDebts, send, sendAgain } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import { type Wallet, withDebt } from './wallet.ts';
import { CORPORATE, type Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

/** Corporate lacked the money for a refund: treasury is alarmed, and it goes again after this long. */
const CORPORATE_COVER_WAIT_MS = 300_000;

/** P2P: all or nothing, and nothing is held unless the payee may have it. The payee's wallet is known. */
export function moveBetween(flow: Flow, request: Closed, order: CaptureOrder): Verdict {
  const [share, ...others] = order.shares;
  if (!share || others.length > 0) return refused('SPLITS_DO_NOT_ADD_UP', request.requestId);
  const { payer } = request;
  const payee = flow.wallet(share.walletId);
  const { amount } = order;
  const reason = moveRefusal(flow, payer, payee, amount);
  if (reason !== undefined) {
    rejectTransfer(flow, request, reason);
    return flow.done();
  }
  if (shareAnAccount(flow.wallet(payer), payee)) {
    postMove(flow, { ...request, status: 'MOVING', order }, `${request.requestId}/own`);
    return flow.done();
  }
  flow.changeBooks(payer, (books) => reserve(books, amount));
  const head = send(flow, request, { purpose: 'MOVE', from: payer, to: payee.walletId, amount });
  flow.putRequest({ ...head, status: 'MOVING', order });
  return flow.done();
}

/** Why money may not go from one wallet to the other, if so. What stays on one account is asked for no room. */
function moveRefusal(flow: Flow, payer: string, payee: Wallet, amount: Rupiah): string | undefined {
  if (payee.walletId === payer) return 'PAYEE_IS_PAYER';
  const reason = payerRefusal(flow, payer, amount, ({ mayTransfer }) => mayTransfer);
  if (reason !== undefined || shareAnAccount(flow.wallet(payer), payee)) return reason;
  return payeeRefusal(flow, payee, amount);
}

/** A person's wallets lie on one account at KasPro, except a merchant's: between them nothing is to be moved. */
const shareAnAccount = (one: Wallet, other: Wallet): boolean =>
  one.customerId === other.customerId && one.kind === other.kind;

/** A refund goes to the rider at once; what the others give back for it becomes their debts. */
export function refundPayment(command: TakePayment, order: CaptureOrder, flow: Flow): Verdict {
  const { requestId } = command;
  const back = refundOf(order);
  if (!back) return refused('SPLITS_DO_NOT_ADD_UP', requestId);
  const people = [back.to, ...back.clawbacks.map((one) => one.walletId)];
  if (!people.every((walletId) => flow.findWallet(walletId))) {
    return { status: 'wait', reason: 'PAYEE_UNKNOWN' };
  }
  const request = opened(flow, command, payerOf(command));
  const { amount } = order;
  const head = send(flow, request, { purpose: 'MOVE', from: CORPORATE, to: back.to, amount });
  flow.putRequest({ ...head, status: 'MOVING', order });
  return flow.done();
}

interface RefundParts {
  readonly to: string;
  readonly clawbacks: CaptureOrder['shares'];
}

/** Who gets a refund, and what each of the others owes for it; undefined when the shares say something else. */
function refundOf({ amount, shares }: CaptureOrder): RefundParts | undefined {
  const people = shares.filter(({ walletId }) => isPayeeWallet(walletId));
  const [back, ...others] = people.filter((share) => share.amount > 0n);
  if (!back || others.length > 0 || back.amount !== amount) return undefined;
  const clawbacks = people
    .filter((share) => share.amount < 0n)
    .map((share) => ({ ...share, amount: negate(share.amount) }));
  const companys = shares.filter(({ walletId }) => !isPayeeWallet(walletId));
  const isCorporates = companys.every(({ walletId }) => walletId === PLATFORM_WALLETS.corporate);
  const sum = (some: CaptureOrder['shares']): bigint =>
    some.reduce((all, one) => all + one.amount, 0n);
  return isCorporates && sum(companys) === sum(clawbacks)
    ? { to: back.walletId, clawbacks }
    : undefined;
}

export function moveEnded(
  flow: Flow,
  request: Moving,
  transfer: Transfer,
  code: number | undefined,
): void {
  const isRefund = transfer.from === CORPORATE;
  if (!isRefund) flow.changeBooks(transfer.from, (books) => unreserve(books, transfer.amount));
  if (code === undefined) {
    if (isRefund) postRefund(flow, request, transfer);
    else postMove(flow, request, transfer.reference);
  } else if (isRefund && code === KASPRO_INSUFFICIENT) {
    flow.alarm('AKT_CORPORATE_SHORT', transfer.reference);
    flow.putRequest({
      ...request,
      ...sendAgain(flow, request, transfer, CORPORATE_COVER_WAIT_MS),
    });
  } else {
    rejectTransfer(flow, request, reasonOf(code));
    if (!isRefund) collectDebts(flow, transfer.from);
  }
}

function postMove(flow: Flow, request: Moving, reference: string): void {
  const { requestId, payer, order } = request;
  for (const { walletId, amount } of order.shares) {
    flow.post(transferBetween({ reference, requestId }, payer, walletId, amount));
    const payee = flow.wallet(walletId);
    if (!shareAnAccount(flow.wallet(payer), payee)) countIncoming(flow, walletId, amount);
    collectDebts(flow, walletId);
  }
  close(flow, request, reference);
}

function postRefund(flow: Flow, request: Moving, transfer: Transfer): void {
  const { requestId, order } = request;
  const clawbacks = refundOf(order)?.clawbacks ?? [];
  const { shard } = flow.context;
  const credit = { walletId: transfer.to, amount: transfer.amount, id: transfer.reference };
  creditWithinLimits(flow, credit, (to) => flow.post(refund(transfer, { to, clawbacks, shard })));
  for (const one of clawbacks) owe(flow, one.walletId, requestId, one.amount);
  close(flow, request, transfer.reference);
}

function owe(flow: Flow, walletId: string, requestId: string, amount: Rupiah): void {
  flow.putWallet(withDebt(flow.wallet(walletId), requestId, amount));
  collectDebts(flow, walletId);
}

function close(flow: Flow, request: Moving, transferId: string): void {
  publishPosted(flow, request, transferId, request.order);
  const closed: Request = { ...headOf(request), status: 'CLOSED', outcome: 'CAPTURED' };
  flow.putRequest(closed);
}
