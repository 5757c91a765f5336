/** What an operator decides about a late success. PURE. */
import { payOut, unreserve } from '@angkutan/ledger';
import { publishReleased } from './capture.ts';
import { bookLateTransfer, payAgain } from './late-transfer.ts';
import { refused } from './payment-command.ts';
import { headOf, type Late } from './request.ts';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

/** KEEP_CAPTURED: the money did move, and that is booked. RETURN: KasPro has brought it back, so it is let go. */
export type LateDecision = 'KEEP_CAPTURED' | 'RETURN';

export interface ResolveLate {
  readonly requestId: string;
  readonly decision: LateDecision;
}

/** Waits until all of the amount is held; done already is done. */
export function resolveLate({ requestId, decision }: ResolveLate, flow: Flow): Verdict {
  const request = flow.request(requestId);
  if (!request) return refused('REQUEST_UNKNOWN', requestId);
  if (request.status === 'CLOSED') return flow.done();
  if (request.status !== 'LATE') return refused('NOT_LATE', requestId);
  if (request.reserved < request.amount) return { status: 'wait', reason: 'ADVANCE_OPEN' };
  const { payer, amount } = request;
  if (!request.due) flow.changeBooks(payer, (books) => unreserve(books, amount));
  if (decision === 'RETURN') letGo(flow, request);
  else keep(flow, request);
  const outcome = decision === 'RETURN' ? 'RELEASED' : 'CAPTURED';
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome });
  collectDebts(flow, payer);
  return flow.done();
}

function letGo(flow: Flow, request: Late): void {
  if (request.due) payAgain(flow, request.payer, request.due);
  else publishReleased(flow, request, request.amount);
}

function keep(flow: Flow, request: Late): void {
  const { requestId, payer, amount, transfers, transfer } = request;
  if (transfer) return bookLateTransfer(flow, request, transfer);
  const reference = `PAY_OUT/${requestId}.late${transfers}`;
  flow.post(payOut({ reference, requestId }, payer, amount, flow.context.shard));
}
