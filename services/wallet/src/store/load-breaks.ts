/** Reads the breaks that people's acts are about, and what the journal has of each by now. */
import type { ClientSession } from 'mongoose';
import { BALANCE_KEY } from '../domain/break.ts';
import { accountOfKey } from '../domain/provider-account.ts';
import type { States } from '../domain/working-set.ts';
import { linesWithKeys } from './our-lines.ts';
import type { Rows } from './rows.ts';

export async function loadBreaks(
  rows: Rows,
  ids: ReadonlySet<string>,
  { states, session }: { readonly states: States; readonly session: ClientSession },
): Promise<void> {
  if (ids.size === 0) return;
  const found = await rows.breaks.find({ _id: { $in: [...ids] } }, { session }).toArray();
  for (const { _id: breakId, ...row } of found) {
    states.breaks.set(breakId, { ...row, breakId });
    const account = accountOfKey(row.account);
    // A balance has no lines of its own.
    if (!account || row.key === BALANCE_KEY) continue;
    const lines = await linesWithKeys(rows, account, [row.key], session);
    states.booked.set(
      breakId,
      lines.reduce((sum, { amount }) => sum + amount, 0n),
    );
  }
}
