/**
 * KasPro did what it had refused, after we had let go: LATE_SUCCESS. The amount is held again at once, what is
 * gone of it becomes a debt, and an operator decides. Never ignored, never credited by itself. PURE.
 *
 * What is gone is lent by escrow: the debt and the due stand at once, and the due is paid into the wallet,
 * so that the customer's account covers what KasPro took from it.
 */
import { lend, payDue, reserve } from '@angkutan/ledger';
import { isPositive, minus, plus, type Rupiah, smaller } from '@angkutan/money';
import { KASPRO_INSUFFICIENT } from './refusals.ts';
import { headOf, type Late, type LateTransfer, type Request } from './request.ts';
import { send, sendAgain } from './transfers.ts';
import { withDebt } from './wallet.ts';
import { ESCROW, type Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

/** Escrow lacked cover for a while, or KasPro would not have the wallet credited: it goes again after this long. */
const COVER_WAIT_MS = 30_000;
const REFUSED_WAIT_MS = 600_000;

/** Holds `amount` again, from what the request's payer has and from what escrow lends. */
export function holdAgain(
  flow: Flow,
  request: Request,
  amount: Rupiah,
  transfer?: LateTransfer,
): void {
  const { requestId, payer } = request;
  const { available } = flow.wallet(payer).books;
  const there = smaller(available, amount);
  const gone = minus(amount, there);
  flow.changeBooks(payer, (books) => reserve(books, there));
  let head = headOf(request);
  if (isPositive(gone)) {
    head = send(flow, request, { purpose: 'ADVANCE', from: ESCROW, to: payer, amount: gone });
    const reference = `${requestId}.late${head.transfers}`;
    flow.post(lend({ reference, requestId }, payer, gone));
    flow.putWallet(withDebt(flow.wallet(payer), reference, gone));
  }
  flow.putRequest({
    ...head,
    status: 'LATE',
    amount,
    reserved: there,
    ...(transfer && { transfer }),
  });
  flow.alarm('AKT_LATE_SUCCESS', transfer?.reference ?? requestId);
}

export function advanceEnded(
  flow: Flow,
  request: Late,
  transfer: Transfer,
  code: number | undefined,
): void {
  if (code !== undefined) {
    const wait = code === KASPRO_INSUFFICIENT ? COVER_WAIT_MS : REFUSED_WAIT_MS;
    flow.putRequest({ ...request, ...sendAgain(flow, request, transfer, wait) });
    return;
  }
  const { to, amount } = transfer;
  flow.post(payDue(transfer, to, amount));
  // It is for what KasPro took, and not to be spent, nor to pay debts with.
  flow.changeBooks(to, (books) => reserve(books, amount));
  flow.putRequest({ ...request, reserved: plus(request.reserved, amount) });
}
