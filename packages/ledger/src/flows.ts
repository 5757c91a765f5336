/**
 * One builder per row of the table of flows. Each takes whole amounts that the caller has decided on,
 * and says only which accounts they move between.
 */
import { minus, negate, type Rupiah, smaller, sumOf } from '@angkutan/money';
import { type Account, PLATFORM_WALLETS } from './account.ts';
import { type Posting, posting } from './posting.ts';

/** A share of a payment: who gets how much. The promotion's share is negative: it pays. */
export interface Share {
  readonly walletId: string;
  readonly amount: Rupiah;
}

const of = (book: Account['book'], owner: string): Account => ({ book, owner });

export interface Head {
  readonly reference: string;
  readonly requestId: string;
}

/** KasPro moved `amount` from the payer to escrow. */
export const hold = (head: Head, payer: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'HOLD' }, [
    [of('wallet', payer), negate(amount)],
    [of('escrowed', payer), amount],
  ]);

export interface Capture {
  readonly payer: string;
  /** What the shares add up to. */
  readonly amount: Rupiah;
  /** What lies in escrow for this request; the rest of `amount` becomes the payer's debt. */
  readonly escrowed: Rupiah;
  readonly shares: readonly Share[];
  readonly shard: string;
}

/** Splits what was escrowed among those it is for. No money moves at KasPro: all of it stays in escrow. */
export function capture(head: Head, order: Capture): Posting {
  const { payer, shard } = order;
  const { used, missing } = captureParts(order.escrowed, order.amount);
  return posting({ ...head, step: 'CAPTURE' }, [
    [of('escrowed', payer), negate(used)],
    [of('debt', payer), negate(missing)],
    ...order.shares.map((share): readonly [Account, Rupiah] => [
      payeeAccount(share.walletId, shard),
      share.amount,
    ]),
  ]);
}

/** How a capture of `amount` meets what is escrowed: used of it, missing from it, left over. */
export function captureParts(
  escrowed: Rupiah,
  amount: Rupiah,
): { readonly used: Rupiah; readonly missing: Rupiah; readonly rest: Rupiah } {
  const used = smaller(escrowed, amount);
  return { used, missing: minus(amount, used), rest: minus(escrowed, used) };
}

function payeeAccount(walletId: string, shard: string): Account {
  if (walletId === PLATFORM_WALLETS.promotion) return of('promotion', shard);
  if (walletId === PLATFORM_WALLETS.commission) return of('commission', shard);
  // A fee that has no driver is the platform's income; it lies in escrow until it is swept.
  if (walletId === PLATFORM_WALLETS.corporate) return of('commission', shard);
  return of('due', walletId);
}

/** KasPro paid `amount` from escrow to the payee. */
export const payDue = (head: Head, payee: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'PAY_DUE' }, [
    [of('due', payee), negate(amount)],
    [of('wallet', payee), amount],
  ]);

/** KasPro gave back what a hold did not need. */
export const returnRest = (head: Head, payer: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'RETURN' }, [
    [of('escrowed', payer), negate(amount)],
    [of('wallet', payer), amount],
  ]);

/** KasPro refused to give the rest back: it is owed to the payer until that changes. */
export const returnWaits = (head: Head, payer: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'RETURN_WAITS' }, [
    [of('escrowed', payer), negate(amount)],
    [of('due', payer), amount],
  ]);

/** KasPro moved `amount` from the debtor to escrow, which had advanced it. */
export const collectDebt = (head: Head, debtor: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'COLLECT_DEBT' }, [
    [of('wallet', debtor), negate(amount)],
    [of('debt', debtor), amount],
  ]);

/** The company's own money on its two accounts at KasPro, as KasPro's statement first shows it. */
export const opening = (head: Head, account: Account, amount: Rupiah): Posting =>
  posting({ ...head, step: 'OPENING' }, [
    [of('world', account.owner), negate(amount)],
    [account, amount],
  ]);

/** Sum of the shares: a payment's splits must add up to its amount. */
export const sharesSum = (shares: readonly Share[]): Rupiah =>
  sumOf(shares.map((share) => share.amount));
