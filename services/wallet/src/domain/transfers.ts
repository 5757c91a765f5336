/** How a request sends its transfers: one after another, each with its own reference. PURE. */
import { reserve, type Share } from '@angkutan/ledger';
import { isPositive, minus, type Rupiah, smaller } from '@angkutan/money';
import { headOf, type Request } from './request.ts';
import { collectionStarted } from './wallet.ts';
import { ESCROW, type Purpose, type Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

type Head = ReturnType<typeof headOf>;

interface Leg {
  readonly purpose: Purpose;
  readonly from: string;
  readonly to: string;
  readonly amount: Rupiah;
  readonly delayMs?: number;
}

/** Orders the request's next transfer and answers its head with the reference kept. */
export function send(flow: Flow, request: Request, leg: Leg): Head {
  const head = headOf(request);
  const transfers = head.transfers + 1;
  const reference = `${head.requestId}.t${transfers}`;
  flow.transfer({ reference, requestId: head.requestId, ...leg });
  return { ...head, transfers, partnerReferences: [...head.partnerReferences, reference] };
}

/** Orders a refused transfer anew, later and under a new reference; the refused one moved nothing. */
export function sendAgain(flow: Flow, request: Request, refused: Transfer, delayMs: number): Head {
  const { purpose, from, to, amount } = refused;
  const partnerReferences = request.partnerReferences.filter((one) => one !== refused.reference);
  return send(flow, { ...request, partnerReferences }, { purpose, from, to, amount, delayMs });
}

/** Sets `amount` aside in the payer's wallet and orders it to escrow. The caller has seen that it is there. */
export function collect(flow: Flow, request: Request, amount: Rupiah): Head {
  flow.changeBooks(request.payer, (books) => reserve(books, amount));
  return send(flow, request, { purpose: 'COLLECT', from: request.payer, to: ESCROW, amount });
}

export const payDueOf = (flow: Flow, request: Request, due: Share, delayMs = 0): Head =>
  send(flow, request, {
    purpose: 'DUE',
    from: ESCROW,
    to: due.walletId,
    amount: due.amount,
    ...(delayMs > 0 && { delayMs }),
  });

export const giveBack = (flow: Flow, request: Request, amount: Rupiah): Head =>
  send(flow, request, { purpose: 'RETURN', from: ESCROW, to: request.payer, amount });

/**
 * Whatever credits a wallet first sets money aside for its oldest debts, in part if need be,
 * in the very transaction of the credit. From one that is contained nothing is taken before it is let go.
 */
export function collectDebts(flow: Flow, walletId: string): void {
  const wallet = flow.wallet(walletId);
  if (wallet.contained) return;
  let available = wallet.books.available;
  const debts = wallet.debts.map((debt) => {
    const amount = smaller(available, minus(debt.owed, debt.collecting));
    if (!isPositive(amount)) return debt;
    available = minus(available, amount);
    const started = collectionStarted(debt, amount);
    flow.transfer({
      // One request may leave debts in several wallets.
      reference: `${debt.requestId}.${wallet.role.toLowerCase()}.d${started.collections}`,
      requestId: debt.requestId,
      purpose: 'DEBT',
      from: walletId,
      to: ESCROW,
      amount,
    });
    return started;
  });
  const aside = minus(wallet.books.available, available);
  flow.putWallet({ ...wallet, debts, books: reserve(wallet.books, aside) });
}
