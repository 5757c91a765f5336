/** The rows by which people set right what differs from KasPro, and give up what nobody will pay. */
import { negate, type Rupiah, sumOf } from '@angkutan/money';
import type { Head } from './flows.ts';
import type { Parts } from './flows-in.ts';
import { type Posting, posting } from './posting.ts';

/**
 * KasPro moved on one of its accounts what our books do not have, or the other way round: the books follow.
 * Amounts are signed: what each account changes by. The other side is the world.
 */
export const correction = (head: Head, parts: Parts, shard: string): Posting =>
  posting({ ...head, step: 'CORRECTION' }, [
    ...parts,
    [{ book: 'world', owner: shard }, negate(sumOf(parts.map(([, amount]) => amount)))],
  ]);

/** A debt that nobody will collect: the company's loss. Both lie on escrow; a sweep has corporate pay for it. */
export const writeOffDebt = (head: Head, debtor: string, amount: Rupiah, shard: string): Posting =>
  posting({ ...head, step: 'WRITE_OFF_DEBT' }, [
    [{ book: 'debt', owner: debtor }, amount],
    [{ book: 'losses', owner: shard }, negate(amount)],
  ]);
