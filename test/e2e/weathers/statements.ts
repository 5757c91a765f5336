/** A wallet's statement: its running balance agrees with its lines and its wallet, as JSON and as CSV. */
import type { Person } from '@angkutan/local';
import type { StatementLine } from '../calls.ts';
import type { Platform } from '../platform.ts';

/** What does not agree, in words. At rest: nothing is held. */
export async function disagreements(platform: Platform, person: Person): Promise<string[]> {
  const [{ lines, closingBalance }, csv, { available }] = await Promise.all([
    platform.statement(person),
    platform.statementCsv(person),
    platform.wallet(person),
  ]);
  const broken = lines.filter(({ number, amount, balance }, at) => {
    const older = lines[at + 1] ?? { number: 0, balance: 0 };
    return balance - amount !== older.balance || number !== older.number + 1;
  });
  const who = `${person.role} ${person.customerId}`;
  return [
    ...broken.map(({ number }) => `${who}: line ${number} does not follow from the one before`),
    ...(closingBalance === available ? [] : [`${who}: ${closingBalance} is not ${available}`]),
    ...(csv === csvOf(lines) ? [] : [`${who}: the CSV differs from the JSON:\n${csv}`]),
  ];
}

const COLUMNS = ['number', 'at', 'step', 'requestId', 'reference', 'amount', 'balance'];

const csvOf = (lines: readonly StatementLine[]): string =>
  [COLUMNS, ...lines.map((line) => COLUMNS.map((column) => line[column]))]
    .map((row) => `${row.join(',')}\n`)
    .join('');
