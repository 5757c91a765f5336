/**
 * Seals the journal, a day at a time, when the day has been over for long enough. Several instances may seal the
 * same day: the first one to insert its head has done it, and the others take their chunks away again.
 */
import { randomUUID } from 'node:crypto';
import { isDuplicateKey } from '@angkutan/mongo';
import { mongo } from 'mongoose';
import { dayAfter, dayOf, endOfDay } from '../domain/jakarta-day.ts';
import { FIRST_HASH, nextHash, type SealedRow } from './journal-chain.ts';
import {
  countLastRows,
  firstDayOf,
  type Journal,
  lastRowsOf,
  LATE_ROWS_MS,
  rowsOfDay,
} from './journal-days.ts';
import type { JournalRow } from './rows.ts';
import { chunkId, type SealHead, type SealRows } from './seal-rows.ts';

/** Rows in one chunk: about 100 bytes each. */
export const CHUNK_ROWS = 10_000;

export interface SealJournalDeps {
  readonly journal: Journal;
  readonly seals: SealRows;
  readonly now: () => Date;
  readonly onSealed: (head: SealHead) => void;
  readonly chunkRows?: number;
}

/** Seals the next day that is due; answers whether there may be another. */
export async function sealJournal(deps: SealJournalDeps): Promise<boolean> {
  const before = await deps.seals.heads.find().sort({ _id: -1 }).limit(1).next();
  const first = before ? undefined : await firstDayOf(deps.journal);
  const day = before ? dayAfter(before._id) : first && dayOf(first);
  if (day === undefined) return false;
  if (deps.now().getTime() < endOfDay(day).getTime() + LATE_ROWS_MS) return false;
  const head = await sealDay(deps, day, before ?? undefined);
  if (head) deps.onSealed(head);
  return true;
}

/** Undefined when another instance has sealed it. */
async function sealDay(
  deps: SealJournalDeps,
  day: string,
  before: SealHead | undefined,
): Promise<SealHead | undefined> {
  const seal = randomUUID();
  const late = before ? await lateRows(deps, before) : [];
  const { chunkRows = CHUNK_ROWS } = deps;
  let hash: Uint8Array = before ? Buffer.from(before.hash, 'hex') : FIRST_HASH;
  let open: SealedRow[] = [];
  let [rows, chunks] = [0, 0];
  const write = async (): Promise<void> => {
    if (open.length === 0) return;
    await writeChunk(deps.seals, { day, seal, place: chunks, rows: open });
    chunks += 1;
    open = [];
  };
  for await (const row of inOrder(late, rowsOfDay(deps.journal, day))) {
    hash = nextHash(hash, row);
    open.push({ reference: row._id, hash });
    rows += 1;
    if (open.length === chunkRows) await write();
  }
  await write();
  const head: SealHead = {
    _id: day,
    seal,
    sealedAt: deps.now(),
    rows,
    chunks,
    late: late.map((row) => row._id),
    hash: Buffer.from(hash).toString('hex'),
  };
  return (await isOurs(deps.seals, head)) ? head : undefined;
}

async function isOurs({ heads, chunks }: SealRows, head: SealHead): Promise<boolean> {
  try {
    await heads.insertOne(head);
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const own = { $gte: chunkId(head.seal, 0), $lt: chunkId(head.seal, head.chunks) };
    await chunks.deleteMany({ _id: own });
    return false;
  }
}

/** Rows of the sealed day that were not there when it was sealed. */
async function lateRows(
  { journal, seals }: SealJournalDeps,
  before: SealHead,
): Promise<JournalRow[]> {
  const sealed = await lastSealed(seals, before, await countLastRows(journal, before._id));
  const late: JournalRow[] = [];
  for await (const row of lastRowsOf(journal, before._id)) {
    if (!sealed.has(row._id)) late.push(row);
  }
  return late;
}

/** The references that were sealed last, at least so many: rows stand in the order of their moments. */
async function lastSealed(
  { chunks }: SealRows,
  head: SealHead,
  wanted: number,
): Promise<ReadonlySet<string>> {
  const references = new Set<string>();
  for (let place = head.chunks - 1; place >= 0 && references.size < wanted; place -= 1) {
    const chunk = await chunks.findOne({ _id: chunkId(head.seal, place) });
    for (const reference of chunk?.references ?? []) references.add(reference);
  }
  return references;
}

async function* inOrder(
  first: readonly JournalRow[],
  rest: AsyncIterable<JournalRow>,
): AsyncGenerator<JournalRow> {
  yield* first;
  yield* rest;
}

interface NewChunk {
  readonly day: string;
  readonly seal: string;
  readonly place: number;
  readonly rows: readonly SealedRow[];
}

const writeChunk = ({ chunks }: SealRows, { day, seal, place, rows }: NewChunk) =>
  chunks.insertOne({
    _id: chunkId(seal, place),
    day,
    references: rows.map((row) => row.reference),
    hashes: new mongo.Binary(Buffer.concat(rows.map((row) => row.hash))),
  });
