/** What follows when KasPro has confirmed or refused a transfer. PURE. */
import { collectDebt, hold, payDue, returnRest, returnWaits, unreserve } from '@angkutan/ledger';
import { plus, type Rupiah } from '@angkutan/money';
import { assignmentEnded } from './assign.ts';
import { captureNow, payNext, publishReleased, reject } from './capture.ts';
import { correctionEnded } from './correct.ts';
import { letDueWait } from './dues.ts';
import { feeEnded } from './fee.ts';
import { advanceEnded } from './late.ts';
import { moveEnded } from './move.ts';
import { KASPRO_INSUFFICIENT, reasonOf, refuseFunds } from './refusals.ts';
import { requestOf } from './request-of.ts';
import { type Collecting, headOf, isRideBorn, type Paying, type Returning } from './request.ts';
import { sweepEnded } from './sweep.ts';
import { becomeHeld } from './take-payment.ts';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import { collectionEnded, owedFor } from './wallet.ts';
import type { Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

export type TransferEnd =
  | { readonly type: 'confirmed'; readonly transfer: Transfer }
  | { readonly type: 'rejected'; readonly transfer: Transfer; readonly code: number };

/** Escrow lacked cover for a due: corporate tops it up, and the due goes again after this long. */
const ESCROW_COVER_WAIT_MS = 30_000;

export function transferEnded(end: TransferEnd, flow: Flow): Verdict {
  const { transfer } = end;
  const code = end.type === 'rejected' ? end.code : undefined;
  switch (transfer.purpose) {
    case 'COLLECT':
      collectEnded(flow, requestOf(flow, transfer, 'COLLECTING'), transfer, code);
      break;
    case 'DUE':
      dueEnded(flow, requestOf(flow, transfer, 'PAYING'), transfer, code);
      break;
    case 'DUE_AGAIN':
      dueAgainEnded(flow, transfer, code);
      break;
    case 'RETURN':
      returnEnded(flow, requestOf(flow, transfer, 'RETURNING'), transfer, code);
      break;
    case 'DEBT':
      debtEnded(flow, transfer, code);
      break;
    case 'MOVE':
      moveEnded(flow, requestOf(flow, transfer, 'MOVING'), transfer, code);
      break;
    case 'FEE':
      feeEnded(flow, requestOf(flow, transfer, 'SETTLING'), transfer, code);
      break;
    case 'ADVANCE':
      advanceEnded(flow, requestOf(flow, transfer, 'LATE'), transfer, code);
      break;
    case 'SWEEP':
      sweepEnded(flow, requestOf(flow, transfer, 'SWEEPING'), transfer, code);
      break;
    case 'ASSIGN':
      assignmentEnded(flow, transfer, code);
      break;
    case 'CORRECT':
      correctionEnded(flow, requestOf(flow, transfer, 'CORRECTING'), transfer, code);
      break;
  }
  return flow.done();
}

function collectEnded(
  flow: Flow,
  request: Collecting,
  transfer: Transfer,
  code: number | undefined,
): void {
  const { payer, order } = request;
  flow.changeBooks(payer, (books) => unreserve(books, transfer.amount));
  let { escrowed } = request;
  if (code === undefined) {
    flow.post(hold(transfer, payer, transfer.amount));
    escrowed = plus(escrowed, transfer.amount);
  }
  if (code === undefined) {
    if (order) captureNow(flow, request, escrowed, order);
    else becomeHeld(flow, request, escrowed);
  } else if (!order) {
    refuseFunds(flow, request, transfer.amount, reasonOf(code));
    collectDebts(flow, payer);
  } else if (isRideBorn(request.kind)) {
    captureNow(flow, request, escrowed, order);
  } else {
    reject(flow, request, escrowed, reasonOf(code));
  }
}

function dueEnded(flow: Flow, request: Paying, transfer: Transfer, code: number | undefined): void {
  if (code === KASPRO_INSUFFICIENT) return payNext(flow, request, ESCROW_COVER_WAIT_MS);
  if (code === undefined) credit(flow, transfer);
  else letWait(flow, transfer, 0);
  payNext(flow, { ...request, dues: request.dues.slice(1) });
}

function credit(flow: Flow, transfer: Transfer): void {
  flow.post(payDue(transfer, transfer.to, transfer.amount));
  collectDebts(flow, transfer.to);
}

/** Refused for good: the due stays in escrow, the payee's own, until something changes for the payee. */
const letWait = (flow: Flow, { requestId, amount, to }: Transfer, tries: number): void =>
  letDueWait(flow, to, { requestId, amount, tries: tries + 1, reason: 'REFUSED' });

function dueAgainEnded(flow: Flow, transfer: Transfer, code: number | undefined): void {
  if (code === undefined) return credit(flow, transfer);
  letWait(
    flow,
    transfer,
    Number(transfer.reference.slice(transfer.reference.lastIndexOf('w') + 1)),
  );
}

function returnEnded(
  flow: Flow,
  request: Returning,
  transfer: Transfer,
  code: number | undefined,
): void {
  const { payer, outcome } = request;
  if (code === undefined) {
    flow.post(returnRest(transfer, payer, transfer.amount));
    collectDebts(flow, payer);
  } else {
    flow.post(returnWaits(transfer, payer, transfer.amount));
    letWait(flow, transfer, 0);
  }
  publishReleased(flow, request, transfer.amount);
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome });
}

function debtEnded(flow: Flow, transfer: Transfer, code: number | undefined): void {
  const { requestId, from, amount } = transfer;
  const paid = code === undefined;
  flow.changeBooks(from, (books) => unreserve(books, amount));
  if (paid) flow.post(collectDebt(transfer, from, amount));
  const wallet = collectionEnded(flow.wallet(from), { requestId, amount, paid });
  flow.putWallet(wallet);
  if (paid) publishCollected(flow, transfer, owedFor(wallet, requestId));
}

function publishCollected(flow: Flow, transfer: Transfer, remaining: Rupiah): void {
  const { requestId, amount } = transfer;
  const { customerId } = flow.wallet(transfer.from);
  flow.publish({
    type: 'DebtCollected',
    key: customerId,
    data: { requestId, customerId, amount, remaining },
  });
}
