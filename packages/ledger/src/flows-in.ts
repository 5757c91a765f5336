/** The rows of the table of flows by which money comes in from outside, waits, and is taken back. */
import { negate, type Rupiah, sumOf } from '@angkutan/money';
import type { Account } from './account.ts';
import type { Head } from './flows.ts';
import { type Posting, posting, type Step } from './posting.ts';

/** Accounts, and how much each of them gives or gets; amounts are positive, but those of a correction. */
export type Parts = readonly (readonly [Account, Rupiah])[];

const sumOfParts = (parts: Parts): Rupiah => sumOf(parts.map(([, amount]) => amount));

const moved = (head: Head, step: Step, from: Parts, to: Parts): Posting =>
  posting({ ...head, step }, [
    ...from.map(([account, amount]) => [account, negate(amount)] as const),
    ...to,
  ]);

const world = (shard: string, parts: Parts): Parts => [
  [{ book: 'world', owner: shard }, sumOfParts(parts)],
];

/** KasPro credited money from outside: to the wallet and, beyond a limit, to its suspense. */
export const topUp = (head: Head, to: Parts, shard: string): Posting =>
  moved(head, 'TOP_UP', world(shard, to), to);

/** The store took a top-up back at KasPro: suspense first, then the wallet, then a debt. */
export const reversal = (head: Head, from: Parts, shard: string): Posting =>
  moved(head, 'REVERSAL', from, world(shard, from));

/** Money that waited was given back to its sender, outside of us. */
export const returnToSender = (head: Head, from: Parts, shard: string): Posting =>
  moved(head, 'RETURN_TO_SENDER', from, world(shard, from));

/** There is room again: what waited becomes the wallet's. Both lie on the customer's own account. */
export const releaseSuspense = (head: Head, walletId: string, amount: Rupiah): Posting =>
  moved(
    head,
    'RELEASE_SUSPENSE',
    [[{ book: 'suspense', owner: walletId }, amount]],
    [[{ book: 'wallet', owner: walletId }, amount]],
  );

/** Money whose owner a person had to find out goes there. */
export const assign = (head: Head, from: Parts, to: Parts): Posting =>
  moved(head, 'ASSIGN', from, to);
