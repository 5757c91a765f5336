/** What two operators decide about a late success. PURE. */
import { payOut, unreserve } from '@angkutan/ledger';
import type { ResolveLate } from './act.ts';
import { publishReleased } from './capture.ts';
import { bookLateTransfer, payAgain } from './late-transfer.ts';
import { headOf, type Late } from './request.ts';
import { collectDebts } from './transfers.ts';
import type { Flow } from './working-set.ts';

/** It waits until all of the amount is held. */
export function lateUnfit({ requestId }: ResolveLate, flow: Flow): string | undefined {
  const request = flow.request(requestId);
  if (request?.status !== 'LATE') return 'NOT_LATE';
  return request.reserved < request.amount ? 'ADVANCE_OPEN' : undefined;
}

export function resolveLate({ requestId, decision }: ResolveLate, flow: Flow): void {
  const request = flow.request(requestId);
  if (request?.status !== 'LATE') throw new Error(`AKT_LATE_OUT_OF_STEP: ${requestId}`);
  const { payer, amount } = request;
  if (!request.due) flow.changeBooks(payer, (books) => unreserve(books, amount));
  if (decision === 'RETURN') letGo(flow, request);
  else keep(flow, request);
  const outcome = decision === 'RETURN' ? 'RELEASED' : 'CAPTURED';
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome });
  collectDebts(flow, payer);
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
