/**
 * The fee of a cash-out. The customer pays what was quoted; KasPro takes its own fee with the money. What the
 * two differ by goes to corporate, or comes from it, in a transfer of its own. PURE.
 */
import { fee, feeOwed, payOut, unreserve } from '@angkutan/ledger';
import { isPositive, isZero, minus, negate, plus, type Rupiah } from '@angkutan/money';
import { headOf, type Reserved, type Settling } from './request.ts';
import { send, sendAgain } from './transfers.ts';
import { withDebt } from './wallet.ts';
import { CORPORATE, type Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

/** Corporate could not pay its part: treasury is alarmed, and it goes again after this long. */
const CORPORATE_COVER_WAIT_MS = 300_000;

type Paid = Pick<Settling, 'serviceFee' | 'providerReference'>;

/** Books what KasPro has paid out, then what the fees differ by; corporate's part comes before, so that it covers. */
export function payOutNow(flow: Flow, reserved: Reserved, paid: Paid): void {
  const { payer } = reserved;
  const settling: Settling = { ...reserved, status: 'SETTLING', ...paid };
  const over = minus(reserved.fee, paid.serviceFee);
  if (over >= 0n) bookPayOut(flow, settling, plus(reserved.amount, paid.serviceFee));
  if (isZero(over)) return close(flow, settling);
  const leg = isPositive(over)
    ? { from: payer, to: CORPORATE, amount: over }
    : { from: CORPORATE, to: payer, amount: negate(over) };
  flow.putRequest({ ...settling, ...send(flow, settling, { purpose: 'FEE', ...leg }) });
}

/** Lets go of `held` and books what KasPro took. */
function bookPayOut(flow: Flow, settling: Settling, held: Rupiah): void {
  const { requestId, payer, amount, serviceFee, providerReference } = settling;
  flow.changeBooks(payer, (books) => unreserve(books, held));
  // KasPro's statement knows this line by KasPro's reference, as it knows a top-up.
  const reference = `PAY_OUT/${providerReference === '' ? requestId : providerReference}`;
  const whole = plus(amount, serviceFee);
  flow.post(payOut({ reference, requestId }, payer, whole, flow.context.shard));
}

export function feeEnded(
  flow: Flow,
  request: Settling,
  transfer: Transfer,
  code: number | undefined,
): void {
  if (transfer.from === CORPORATE) return corporatePaid(flow, request, transfer, code);
  const { requestId, payer } = request;
  const { amount } = transfer;
  const { shard } = flow.context;
  flow.changeBooks(payer, (books) => unreserve(books, amount));
  if (code === undefined) {
    flow.post(fee(transfer, payer, amount, shard));
  } else {
    flow.post(feeOwed(transfer, payer, amount, shard));
    flow.putWallet(withDebt(flow.wallet(payer), requestId, amount));
  }
  close(flow, request);
}

function corporatePaid(
  flow: Flow,
  request: Settling,
  transfer: Transfer,
  code: number | undefined,
): void {
  if (code !== undefined) {
    flow.alarm('AKT_CORPORATE_SHORT', transfer.reference);
    const head = sendAgain(flow, request, transfer, CORPORATE_COVER_WAIT_MS);
    flow.putRequest({ ...request, ...head });
    return;
  }
  const { shard } = flow.context;
  flow.post(fee(transfer, request.payer, negate(transfer.amount), shard));
  bookPayOut(flow, request, plus(request.amount, request.fee));
  close(flow, request);
}

const close = (flow: Flow, request: Settling): void =>
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome: 'CAPTURED' });
