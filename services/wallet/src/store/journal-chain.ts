/**
 * The journal's hash chain.
 *
 * A row's canonical bytes are JSON in UTF-8 with the keys of every object in order; a rupiah amount is
 * `{"$long":"<decimal>"}`, a moment `{"$date":"<RFC 3339 in UTC>"}`. All fields count, also those added later.
 * A row's hash is SHA-256 over the hash before it (32 bytes) and these bytes; the first row of a day goes on from
 * the last of the day before, and the very first from 32 zeros. Rows stand by moment, then by reference.
 */
import { createHash } from 'node:crypto';

export interface SealedRow {
  readonly reference: string;
  readonly hash: Uint8Array;
}

export const FIRST_HASH: Uint8Array = new Uint8Array(32);

export const nextHash = (before: Uint8Array, row: object): Uint8Array =>
  createHash('sha256').update(before).update(canonical(row)).digest();

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `{"$long":"${value}"}`;
  if (value instanceof Date) return `{"$date":"${value.toISOString()}"}`;
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}

/** Why a row is bad. CHAIN: the seals themselves do not go on from each other. */
export type Fault = 'CHANGED' | 'DELETED' | 'INSERTED' | 'REORDERED' | 'CHAIN';

export interface BadRow {
  readonly fault: Fault;
  readonly day: string;
  readonly reference: string;
}

/** What stands at one place: the row of the journal, and the row that was sealed there. */
export interface Place {
  readonly row?: { readonly _id: string };
  readonly sealed?: SealedRow;
  readonly before: Uint8Array;
}

export interface Known {
  /** Whether the day's seals name this reference. */
  readonly isSealed: (reference: string) => Promise<boolean>;
  /** Whether the journal has this reference, at whatever place. */
  readonly isJournalled: (reference: string) => Promise<boolean>;
}

/** What is wrong at this place, if anything. */
export async function faultAt(
  place: Place,
  known: Known,
): Promise<Omit<BadRow, 'day'> | undefined> {
  const { row, sealed } = place;
  if (row && sealed && row._id === sealed.reference) return changeAt(row, sealed, place.before);
  if (row && !(await known.isSealed(row._id))) return { fault: 'INSERTED', reference: row._id };
  return sealed ? await goneFrom(sealed, known) : row && { fault: 'REORDERED', reference: row._id };
}

function changeAt(row: { readonly _id: string }, sealed: SealedRow, before: Uint8Array) {
  const isSame = Buffer.compare(nextHash(before, row), sealed.hash) === 0;
  return isSame ? undefined : ({ fault: 'CHANGED', reference: row._id } as const);
}

async function goneFrom({ reference }: SealedRow, { isJournalled }: Known) {
  const fault: Fault = (await isJournalled(reference)) ? 'REORDERED' : 'DELETED';
  return { fault, reference };
}
