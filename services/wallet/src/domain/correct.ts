/**
 * The postings that set a break right, and the transfer that some of them need first. PURE.
 *
 * What KasPro has taken from a customer's account cannot be booked below zero: what the wallets lack is lent by
 * escrow, as a debt; what is written off corporate gives. Either moves at KasPro, and the break is set right in
 * the transaction of its confirmation.
 */
import { correction, lend, payDue, type Parts, refund } from '@angkutan/ledger';
import { negate, type Rupiah, sumOf } from '@angkutan/money';
import type { Break } from './break.ts';
import { opened } from './payment-command.ts';
import { KASPRO_INSUFFICIENT } from './refusals.ts';
import { type Correcting, headOf } from './request.ts';
import { CORPORATE, ESCROW, type Transfer } from './transfer.ts';
import { send, sendAgain } from './transfers.ts';
import { withDebt } from './wallet.ts';
import type { Flow } from './working-set.ts';

/** Escrow that lacked cover is topped up by a sweep, corporate by treasury; what KasPro refused otherwise is looked at by people meanwhile. */
const COVER_WAIT_MS = 300_000;
const REFUSED_WAIT_MS = 600_000;

/** Names the n-th correction of a break wherever slashes do not do: at KasPro, in a debt. */
export const correctionId = ({ breakId, corrections = 0 }: Break): string =>
  `correction-${breakId}-${corrections + 1}`;

/** Posts what the accounts change by (signed) and answers the break as it then stands. */
export function correct(flow: Flow, one: Break, parts: Parts): Break {
  const { breakId } = one;
  const corrections = (one.corrections ?? 0) + 1;
  const head = { reference: `CORRECTION/${breakId}/${corrections}`, requestId: breakId };
  flow.post(correction(head, parts, flow.context.shard));
  const moved = sumOf(parts.map(([, amount]) => amount));
  const corrected: Break = { ...one, corrections, ours: one.ours + moved };
  flow.putBreak(corrected);
  return corrected;
}

/** Lends the wallet what it lacks of what KasPro has taken: a debt, paid off by the next credits. */
export function correctWhenLent(flow: Flow, one: Break, walletId: string, amount: Rupiah): void {
  const requestId = correctionId(one);
  flow.post(lend({ reference: `${requestId}/lent`, requestId }, walletId, amount));
  flow.putWallet(withDebt(flow.wallet(walletId), requestId, amount));
  sendFor(flow, one, { from: ESCROW, to: walletId, amount });
}

/** Has corporate give the customer what KasPro has taken: the wallet stays as it is. */
export const correctWhenGiven = (flow: Flow, one: Break, walletId: string, amount: Rupiah): void =>
  sendFor(flow, one, { from: CORPORATE, to: walletId, amount });

type Giving = Pick<Transfer, 'from' | 'to' | 'amount'>;

function sendFor(flow: Flow, one: Break, giving: Giving): void {
  const { breakId } = one;
  const requestId = correctionId(one);
  const { customerId: payerId } = flow.wallet(giving.to);
  const head = { requestId, kind: 'CORRECTION', reference: breakId, payerId };
  const sent = send(flow, opened(flow, head, giving.to), { purpose: 'CORRECT', ...giving });
  flow.putRequest({ ...sent, status: 'CORRECTING', breakId, amount: giving.amount });
  flow.putBreak({ ...one, status: 'RESOLVING' });
}

/** It goes again until KasPro takes it: the break stands meanwhile, and people hear why. */
export function correctionEnded(
  flow: Flow,
  request: Correcting,
  transfer: Transfer,
  code: number | undefined,
): void {
  const { reference, from, to, amount } = transfer;
  if (code !== undefined) {
    const isShort = code === KASPRO_INSUFFICIENT;
    if (!isShort) flow.alarm('AKT_CORRECTION_REFUSED', reference);
    else if (from === CORPORATE) flow.alarm('AKT_CORPORATE_SHORT', reference);
    const wait = isShort ? COVER_WAIT_MS : REFUSED_WAIT_MS;
    flow.putRequest({ ...request, ...sendAgain(flow, request, transfer, wait) });
    return;
  }
  const wallet = { book: 'wallet', owner: to } as const;
  const { shard } = flow.context;
  flow.post(
    from === CORPORATE
      ? refund(transfer, { to: [[wallet, amount]], clawbacks: [], shard })
      : payDue(transfer, to, amount),
  );
  const one = flow.findBreak(request.breakId);
  if (!one) throw new Error(`AKT_BREAK_MISSING: ${request.breakId}`);
  flow.putBreak({ ...correct(flow, one, [[wallet, negate(amount)]]), status: 'RESOLVED' });
  flow.putRequest({ ...headOf(request), status: 'CLOSED', outcome: 'CAPTURED' });
}
