import { rupiah } from '@angkutan/money';
import type { StatementLine, StatementLines } from '../domain/statement.ts';
import type { JournalRow, Rows } from './rows.ts';

/** The statements, read from the journal itself: there is no second record that could differ. */
export const createStatementLines = ({ journal }: Pick<Rows, 'journal'>): StatementLines => ({
  async range(walletId, from, to) {
    const number = { $gte: from, $lte: to };
    const found = await journal.find({ entries: { $elemMatch: { walletId, number } } }).toArray();
    const lines = found.flatMap((row) => linesOf(row, walletId));
    return lines.toSorted((a, b) => a.number - b.number);
  },
});

const linesOf = (row: JournalRow, walletId: string): StatementLine[] =>
  (row.entries ?? [])
    .filter((entry) => entry.walletId === walletId)
    .map(({ number, amount, balance }) => ({
      walletId,
      number,
      amount: rupiah(amount),
      balance: rupiah(balance),
      at: row.at,
      step: row.step,
      reference: row._id,
      requestId: row.requestId,
    }));
