/** A transfer of our own that KasPro made although it had refused it, or it had been sent anew. PURE. */
import { collectLate, fee, payDue, transferBetween } from '@angkutan/ledger';
import { letDueWait, retryDues } from './dues.ts';
import { holdAgain } from './late.ts';
import { opened } from './payment-command.ts';
import type { Late, LateTransfer } from './request.ts';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { WaitingDue } from './wallet.ts';
import { CORPORATE, ESCROW, type Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

/** The request under which the money of a late transfer is held until an operator decides. */
export const lateRequestId = (reference: string): string => `${reference}.late`;

/**
 * A person's money left: it is held again. A due that was waiting was paid: it must not be paid twice.
 * Anything else is the company's own money, which nobody can spend: people look.
 */
export function lateTransfer(transfer: Transfer, flow: Flow): Verdict {
  const { reference, amount, from, to } = transfer;
  const requestId = lateRequestId(reference);
  if (flow.request(requestId)) return flow.done();
  const owner = flow.findWallet(from) ?? flow.findWallet(to);
  if (!owner) return conflict(transfer, flow);
  const head = { requestId, kind: 'LATE_TRANSFER', reference, payerId: owner.customerId };
  const request = opened(flow, head, owner.walletId);
  if (owner.walletId === from) {
    holdAgain(flow, request, amount, transfer);
    return flow.done();
  }
  const due = owner.waiting.find(
    (one) => one.requestId === transfer.requestId && one.amount === amount,
  );
  if (!due) return conflict(transfer, flow);
  flow.putWallet({ ...owner, waiting: owner.waiting.filter((one) => one !== due) });
  flow.putRequest({ ...request, status: 'LATE', amount, reserved: amount, transfer, due });
  flow.alarm('AKT_LATE_SUCCESS', reference);
  return flow.done();
}

function conflict({ reference }: Transfer, flow: Flow): Verdict {
  flow.alarm('AKT_OUTCOME_CONFLICT', reference);
  return flow.done();
}

/**
 * Books what KasPro did. What came into escrow is the payer's own and goes back, for the request that wanted it
 * has ended without it; what the payer owes is collected from it on its way.
 */
export function bookLateTransfer(flow: Flow, request: Late, transfer: LateTransfer): void {
  const { payer, amount } = request;
  const { reference, requestId, to } = transfer;
  const head = { reference, requestId };
  if (to === payer) return flow.post(payDue(head, payer, amount));
  if (to === CORPORATE) return flow.post(fee(head, payer, amount, flow.context.shard));
  if (to !== ESCROW) {
    flow.post(transferBetween(head, payer, to, amount));
    return collectDebts(flow, to);
  }
  flow.post(collectLate(head, payer, amount));
  payAgain(flow, payer, {
    requestId: request.requestId,
    amount,
    tries: 1,
    reason: 'REFUSED',
  });
}

/** Puts a due among those waiting, and tries them. */
export function payAgain(flow: Flow, walletId: string, due: WaitingDue): void {
  letDueWait(flow, walletId, due);
  retryDues(flow, walletId, () => true);
}
