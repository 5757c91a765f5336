/** What follows when KasPro has confirmed or refused a transfer. PURE. */
import { collectDebt, hold, payDue, returnRest, returnWaits, unreserve } from '@angkutan/ledger';
import { plus, type Rupiah } from '@angkutan/money';
import { captureNow, payNext, publishReleased } from './capture.ts';
import { type Collecting, headOf, type Paying, type Request, type Returning } from './request.ts';
import { becomeHeld, refuseFunds } from './take-payment.ts';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import { collectionEnded, owedFor } from './wallet.ts';
import type { Flow, Transfer } from './working-set.ts';

export type TransferEnd =
  | { readonly type: 'confirmed'; readonly transfer: Transfer }
  | { readonly type: 'rejected'; readonly transfer: Transfer; readonly code: number };

/** KasPro's account of the payer lacked the money, although our ledger said otherwise. */
const KASPRO_INSUFFICIENT = 120_001;
const REASONS: Readonly<Record<number, string>> = {
  [KASPRO_INSUFFICIENT]: 'INSUFFICIENT_FUNDS',
  120_002: 'LIMIT_EXCEEDED',
  120_003: 'WALLET_BLOCKED',
};
/** Escrow lacked cover for a due: corporate tops it up, and the due goes again after this long. */
const ESCROW_COVER_WAIT_MS = 30_000;

export function transferEnded(end: TransferEnd, flow: Flow): Verdict {
  const { transfer } = end;
  const code = end.type === 'rejected' ? end.code : undefined;
  switch (transfer.purpose) {
    case 'COLLECT':
      collectEnded(flow, stateOf(flow, transfer, 'COLLECTING'), transfer, code);
      break;
    case 'DUE':
      dueEnded(flow, stateOf(flow, transfer, 'PAYING'), transfer, code);
      break;
    case 'DUE_AGAIN':
      dueAgainEnded(flow, transfer, code);
      break;
    case 'RETURN':
      returnEnded(flow, stateOf(flow, transfer, 'RETURNING'), transfer, code);
      break;
    case 'DEBT':
      debtEnded(flow, transfer, code);
      break;
  }
  return flow.done();
}

function stateOf<S extends Request['status']>(
  flow: Flow,
  transfer: Transfer,
  status: S,
): Extract<Request, { status: S }> {
  const request = flow.request(transfer.requestId);
  if (!isIn(request, status)) {
    throw new Error(`AKT_TRANSFER_OUT_OF_STEP: ${transfer.reference} in ${request?.status}`);
  }
  return request;
}

const isIn = <S extends Request['status']>(
  request: Request | undefined,
  status: S,
): request is Extract<Request, { status: S }> => request?.status === status;

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
  if (order) captureNow(flow, request, escrowed, order);
  else if (code === undefined) becomeHeld(flow, request, escrowed);
  else refuseFunds(flow, request, transfer.amount, REASONS[code] ?? 'PROVIDER_REFUSED');
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
function letWait(flow: Flow, transfer: Transfer, tries: number): void {
  const { requestId, amount } = transfer;
  const wallet = flow.wallet(transfer.to);
  const waiting = [...wallet.waiting, { requestId, amount, tries: tries + 1 }];
  flow.putWallet({ ...wallet, waiting });
}

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
