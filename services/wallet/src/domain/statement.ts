/** A wallet's statement: every change of its balance in order, numbered without a gap. PURE. */
import type { Rupiah } from '@angkutan/money';

/** A line that a posting writes into a wallet's statement. */
export interface StatementEntry {
  readonly walletId: string;
  /** 1 for the wallet's first. */
  readonly number: number;
  /** What the balance changed by: negative is money that left. */
  readonly amount: Rupiah;
  /** The balance after it: what is available and what is reserved. */
  readonly balance: Rupiah;
}

export interface StatementLine extends StatementEntry {
  readonly at: Date;
  readonly step: string;
  /** The business reference of the posting. */
  readonly reference: string;
  /** The payment or cash-out, or the top-up, that it belongs to. */
  readonly requestId: string;
}

/** Where lines are read: by number, which is dense, so that a page is a range and never a skip. */
export interface StatementLines {
  /** The lines numbered `from` to `to`, both included, in their order. */
  range(walletId: string, from: number, to: number): Promise<readonly StatementLine[]>;
}

/**
 * The number of the last line at or before a moment; 0 when there is none. Lines of one wallet follow each other in
 * time, so a handful of look-ups finds it among any number.
 */
export async function lastNumberAt(
  lines: StatementLines,
  { walletId, entries }: { readonly walletId: string; readonly entries: number },
  moment: Date,
): Promise<number> {
  let [low, high] = [0, entries];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [line] = await lines.range(walletId, middle, middle);
    if (line && line.at <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}
