/**
 * Builders for money that goes from one person to another, out of the platform, or between the company's
 * own accounts. Amounts are above zero unless said otherwise.
 */
import { minus, negate, type Rupiah, sumOf, ZERO } from '@angkutan/money';
import type { Account } from './account.ts';
import type { Head, Share } from './flows.ts';
import type { Parts } from './flows-in.ts';
import { type Posting, posting } from './posting.ts';

const of = (book: Account['book'], owner: string): Account => ({ book, owner });

/** KasPro moved `amount` from one wallet to another. */
export const transferBetween = (
  head: Head,
  payer: string,
  payee: string,
  amount: Rupiah,
): Posting =>
  posting({ ...head, step: 'TRANSFER' }, [
    [of('wallet', payer), negate(amount)],
    [of('wallet', payee), amount],
  ]);

export interface Refund {
  /** The rider's wallet and, beyond a limit, its suspense. */
  readonly to: Parts;
  /** What those who had been paid owe for it. */
  readonly clawbacks: readonly Share[];
  readonly shard: string;
}

/**
 * KasPro moved `amount` from corporate to the rider. The others' shares become their debts; what they will
 * pay into escrow is the platform's, and swept to corporate once it is there.
 */
export function refund(head: Head, { to, clawbacks, shard }: Refund): Posting {
  return posting({ ...head, step: 'REFUND' }, [
    [of('corporate', shard), negate(sumOf(to.map(([, amount]) => amount)))],
    ...to,
    ...clawbacks.map((one): readonly [Account, Rupiah] => [
      of('debt', one.walletId),
      negate(one.amount),
    ]),
    [of('commission', shard), sumOf(clawbacks.map((one) => one.amount))],
  ]);
}

/** KasPro paid `amount`, its own fee included, from the wallet's account to the outside. */
export const payOut = (head: Head, payer: string, amount: Rupiah, shard: string): Posting =>
  posting({ ...head, step: 'PAY_OUT' }, [
    [of('wallet', payer), negate(amount)],
    [of('world', shard), amount],
  ]);

/** KasPro moved what our fee is above its own from the wallet to corporate; below zero: back to the wallet. */
export const fee = (head: Head, payer: string, amount: Rupiah, shard: string): Posting =>
  posting({ ...head, step: 'FEE' }, [
    [of('wallet', payer), negate(amount)],
    [of('fees', shard), amount],
  ]);

/** KasPro refused to move the fee: the customer owes it. */
export const feeOwed = (head: Head, payer: string, amount: Rupiah, shard: string): Posting =>
  posting({ ...head, step: 'FEE_OWED' }, [
    [of('debt', payer), negate(amount)],
    [of('commission', shard), amount],
  ]);

/** Escrow owes the wallet what the wallet lacks, and the customer owes it to escrow. */
export const lend = (head: Head, walletId: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'LEND' }, [
    [of('debt', walletId), negate(amount)],
    [of('due', walletId), amount],
  ]);

/** A collection that KasPro had refused lies in escrow after all: it is the payer's own, to be given back. */
export const collectLate = (head: Head, payer: string, amount: Rupiah): Posting =>
  posting({ ...head, step: 'COLLECT_LATE' }, [
    [of('wallet', payer), negate(amount)],
    [of('due', payer), amount],
  ]);

export interface Sweep {
  /** What each book on escrow changes by; below zero it goes to corporate. */
  readonly commission: Rupiah;
  readonly promotion: Rupiah;
  readonly float: Rupiah;
  /** Debts written off; absent in a sweep that was begun before there were any. */
  readonly losses?: Rupiah;
}

/** KasPro moved the company's own money between escrow and corporate. */
export const sweep = (head: Head, amounts: Sweep, shard: string): Posting =>
  posting({ ...head, step: 'SWEEP' }, [
    [of('commission', shard), amounts.commission],
    [of('promotion', shard), amounts.promotion],
    [of('float', shard), amounts.float],
    [of('losses', shard), amounts.losses ?? ZERO],
    [of('corporate', shard), toCorporate(amounts)],
  ]);

/** What a sweep brings to corporate; below zero corporate pays. */
export const toCorporate = ({ commission, promotion, float, losses = ZERO }: Sweep): Rupiah =>
  minus(ZERO, sumOf([commission, promotion, float, losses]));
