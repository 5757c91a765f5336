/**
 * KasPro's statement as a CSV file: a header, then one row a line of the statement, oldest first, without quotes:
 * `reference,partnerReference,account,amount,balanceAfter,occurredAt`. Amounts are whole rupiah, signed.
 */
import { z } from '@angkutan/http';
import type { TheirLine } from '../domain/reconciliation.ts';

const COLUMNS = 'reference,partnerReference,account,amount,balanceAfter,occurredAt';
const rupiah = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(BigInt);
const name = z.string().min(1);
const cells = z.tuple([name, z.string(), name, rupiah, rupiah, z.iso.datetime({ offset: true })]);

/** The account's lines. Throws AKT_STATEMENT_UNREADABLE, naming the line: a file read in part would look like breaks. */
export function readStatementFile(text: string, account: string): TheirLine[] {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== COLUMNS) throw unreadable(1);
  return lines.flatMap((line, at) => {
    const read = cells.safeParse(line.split(','));
    if (!read.success) throw unreadable(at + 2);
    const [reference, partnerReference, of, amount, balanceAfter, moment] = read.data;
    const known = { reference, amount, balanceAfter, at: new Date(moment) };
    if (of !== account) return [];
    return [partnerReference === '' ? known : { ...known, partnerReference }];
  });
}

const unreadable = (line: number): Error =>
  new Error(`AKT_STATEMENT_UNREADABLE: line ${line} of the statement file`);
