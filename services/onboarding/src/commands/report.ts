import type { Held, Subject, SubjectBook } from '../domain/personal-data.ts';
import type { ReportAsked } from './arguments.ts';
import type { Say } from './say.ts';

const COLUMNS = ['customerId', 'since', 'restrictedSince', 'destroyedAt', 'fields'] as const;
const WIDTHS = [36, 24, 24, 24, 0] as const;

type Cells = readonly [string, string, string, string, string];

/**
 * Prints which subjects were in the database at the time in question, which fields of them, and since
 * when: what a breach notice needs. Of the data themselves nothing is read.
 */
export async function report(
  { subjects }: SubjectBook,
  { customerId, from, to, form }: ReportAsked,
  say: Say,
): Promise<void> {
  for (const line of headOf(form)) say(line);
  const counts = new Map<string, number>();
  let total = 0;
  for await (const subject of subjects(customerId)) {
    const held = heldThen(subject, from, to);
    if (held.length === 0) continue;
    total += 1;
    countIn(counts, held);
    for (const line of linesOf({ ...subject, held }, form)) say(line);
  }
  if (form !== 'table') return;
  const fields = [...counts].map(([field, count]) => `  ${field}: ${count}`);
  for (const line of ['', `${total} subjects`, ...fields]) say(line);
}

function headOf(form: ReportAsked['form']): readonly string[] {
  if (form === 'json') return [];
  return [form === 'csv' ? COLUMNS.join(',') : row(COLUMNS)];
}

function countIn(counts: Map<string, number>, held: readonly Held[]): void {
  for (const field of held.flatMap(({ fields }) => fields)) {
    counts.set(field, (counts.get(field) ?? 0) + 1);
  }
}

// What was destroyed before the time in question, or came after it, was not there.
function heldThen({ held, destroyedAt }: Subject, from?: Date, to?: Date): readonly Held[] {
  if (from && destroyedAt && destroyedAt < from) return [];
  return to ? held.filter(({ since }) => since <= to) : held;
}

function linesOf(subject: Subject, form: ReportAsked['form']): readonly string[] {
  if (form === 'json') return [JSON.stringify(subject)];
  const { customerId, held, restrictedSince, destroyedAt } = subject;
  const [restricted, destroyed] = [text(restrictedSince), text(destroyedAt)];
  return held.map(({ since, fields }) => {
    const cells = [customerId, text(since), restricted, destroyed, fields.join(' ')] as const;
    return form === 'csv' ? cells.join(',') : row(cells);
  });
}

function row(cells: Cells | typeof COLUMNS): string {
  return cells
    .map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0))
    .join('  ')
    .trimEnd();
}

function text(date: Date | undefined): string {
  return date?.toISOString() ?? '';
}
