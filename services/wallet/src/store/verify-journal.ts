/** Reads the journal beside its seals, a day after the other, up to the first row that does not agree. */
import { dayAfter } from '../domain/jakarta-day.ts';
import { type BadRow, faultAt, FIRST_HASH, type SealedRow } from './journal-chain.ts';
import { type Journal, lateFrom, rowsOfDay } from './journal-days.ts';
import type { JournalRow } from './rows.ts';
import { chunkId, type SealHead, type SealRows } from './seal-rows.ts';

const HASH_BYTES = 32;

export interface Verification {
  readonly days: number;
  readonly rows: number;
  /** The hash after the last sealed row, in hex: kept elsewhere, it shows that the seals were not rewritten. */
  readonly hash: string;
  /** The first row that does not agree. */
  readonly bad?: BadRow;
}

export interface VerifyDeps {
  readonly journal: Journal;
  readonly seals: SealRows;
}

export async function verifyJournal(deps: VerifyDeps): Promise<Verification> {
  let before: SealHead | undefined;
  let [days, rows] = [0, 0];
  for await (const head of deps.seals.heads.find().sort({ _id: 1 })) {
    const bad = await verifyDay(deps, head, before);
    if (bad) return { days, rows, hash: hashOf(before), bad: { ...bad, day: head._id } };
    before = head;
    days += 1;
    rows += Number(head.rows);
  }
  return { days, rows, hash: hashOf(before) };
}

const hashOf = (head: SealHead | undefined): string =>
  head?.hash ?? Buffer.from(FIRST_HASH).toString('hex');

type Fault = Omit<BadRow, 'day'>;

async function verifyDay(
  deps: VerifyDeps,
  head: SealHead,
  before: SealHead | undefined,
): Promise<Fault | undefined> {
  if (before && dayAfter(before._id) !== head._id) return { fault: 'CHAIN', reference: head._id };
  const known = knownOf(deps, head);
  const rows = presentRows(deps, head, known.isSealed)[Symbol.asyncIterator]();
  let last: Uint8Array = Buffer.from(hashOf(before), 'hex');
  for await (const sealed of sealedRows(deps.seals, head)) {
    const row = (await rows.next()).value;
    const fault = await faultAt({ ...(row && { row }), sealed, before: last }, known);
    if (fault) return fault;
    last = sealed.hash;
  }
  const row = (await rows.next()).value;
  if (row) return await faultAt({ row, before: last }, known);
  const goesOn = Buffer.from(last).toString('hex') === head.hash;
  return goesOn ? undefined : { fault: 'CHAIN', reference: head._id };
}

const knownOf = ({ journal, seals }: VerifyDeps, head: SealHead) => ({
  isSealed: async (reference: string) => {
    const own = { $gte: chunkId(head.seal, 0), $lt: chunkId(head.seal, Number(head.chunks)) };
    return (await seals.chunks.countDocuments({ _id: own, references: reference })) > 0;
  },
  isJournalled: async (reference: string) => (await journal.countDocuments({ _id: reference })) > 0,
});

/** The day's rows as they should stand: late ones of the day before first, its own late ones left out. */
async function* presentRows(
  { journal, seals }: VerifyDeps,
  head: SealHead,
  isSealed: (reference: string) => Promise<boolean>,
): AsyncGenerator<JournalRow, undefined> {
  yield* journal.find({ _id: { $in: [...head.late] } }).sort({ at: 1, _id: 1 });
  const next = await seals.heads.findOne({ _id: dayAfter(head._id) });
  const sealedLater = new Set(next?.late);
  for await (const row of rowsOfDay(journal, head._id)) {
    if (sealedLater.has(row._id)) continue;
    const mayBeLate = !next && row.at >= lateFrom(head._id);
    if (mayBeLate && !(await isSealed(row._id))) continue;
    yield row;
  }
  return undefined;
}

async function* sealedRows({ chunks }: SealRows, head: SealHead): AsyncGenerator<SealedRow> {
  for (let place = 0; place < Number(head.chunks); place += 1) {
    const chunk = await chunks.findOne({ _id: chunkId(head.seal, place) });
    const bytes = chunk?.hashes.buffer ?? new Uint8Array();
    for (const [at, reference] of (chunk?.references ?? []).entries()) {
      yield { reference, hash: bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES) };
    }
  }
}
