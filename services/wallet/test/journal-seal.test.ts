import { testDatabase } from '@angkutan/testkit';
import { connect } from '@angkutan/mongo';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endOfDay, startOfDay } from '../src/domain/jakarta-day.ts';
import { sealJournal } from '../src/store/seal-journal.ts';
import { runVerifyJournal } from '../src/run-verify-journal.ts';
import { LATE_ROWS_MS } from '../src/store/journal-days.ts';
import { type JournalRow, openRows, type Rows } from '../src/store/rows.ts';
import { openSealRows, type SealRows } from '../src/store/seal-rows.ts';
import { type Verification, verifyJournal } from '../src/store/verify-journal.ts';

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22'] as const;
const [FIRST, SECOND, THIRD] = DAYS;
const ROWS_A_DAY = 25;

let database: ReturnType<typeof testDatabase>;
let connection: Connection;
let rows: Rows;
let seals: SealRows;
beforeEach(async () => {
  database = testDatabase('wallet');
  connection = await connect(database.uri, { name: database.name });
  rows = await openRows(connection);
  seals = await openSealRows(connection);
});
afterEach(async () => {
  await database.drop();
  await connection.close();
});

const row = (_id: string, at: Date, amount = 5n): JournalRow => ({
  _id,
  requestId: _id,
  step: 'TRANSFER',
  at,
  legs: [
    { account: 'wallet/a:user', amount: -amount },
    { account: 'wallet/b:user', amount },
  ],
});
const at = (day: string, minutes: number): Date =>
  new Date(startOfDay(day).getTime() + minutes * 60_000);

/** Three rows of one moment stand in the order of their references. */
async function fill(): Promise<void> {
  await rows.journal.insertMany(
    DAYS.flatMap((day) =>
      Array.from({ length: ROWS_A_DAY }, (_, n) =>
        row(`${day}-${String(n).padStart(2, '0')}`, at(day, 60 + n - (n % 3))),
      ),
    ),
  );
}

async function seal(now = new Date('2026-12-01T00:00:00Z')): Promise<readonly string[]> {
  const sealed: string[] = [];
  const run = { journal: rows.journal, seals, now: () => now, chunkRows: 10 };
  while (await sealJournal({ ...run, onSealed: ({ _id }) => sealed.push(_id) }));
  return sealed;
}

const verify = (): Promise<Verification> => verifyJournal({ journal: rows.journal, seals });

describe('a sealed journal', () => {
  it('verifies, day after day in one chain', async () => {
    await fill();
    const sealed = await seal(at('2026-11-23', 16));
    expect(sealed).toEqual(DAYS);
    const { bad, hash, ...counts } = await verify();
    expect(bad).toBeUndefined();
    expect(counts).toEqual({ days: 3, rows: 3 * ROWS_A_DAY });
    expect(hash).toMatch(/^(?!0{64})[0-9a-f]{64}$/);
  });

  it('is sealed a quarter of an hour after the day has ended, not before', async () => {
    await fill();
    const end = endOfDay(FIRST).getTime();
    expect(await seal(new Date(end + LATE_ROWS_MS - 1))).toEqual([]);
    expect(await seal(new Date(end + LATE_ROWS_MS))).toEqual([FIRST]);
  });

  it('seals a day without rows, so that nothing can be put into it later', async () => {
    await rows.journal.insertMany([row('a', at(FIRST, 1)), row('c', at(THIRD, 1))]);
    await seal(at('2026-11-23', 16));
    expect(await verify()).toMatchObject({ days: 3, rows: 2 });
    await rows.journal.insertOne(row('b', at(SECOND, 1)));
    expect((await verify()).bad).toEqual({ fault: 'INSERTED', reference: 'b', day: SECOND });
  });

  it.each([1, 2])('is sealed once by several instances, run %i', async () => {
    await fill();
    const sealed = await Promise.all([seal(), seal(), seal()]);
    expect(sealed.flat().filter((day) => DAYS.some((one) => one === day))).toHaveLength(3);
    const heads = await seals.heads.find().toArray();
    const chunks = heads.reduce((sum, head) => sum + Number(head.chunks), 0);
    expect(await seals.chunks.countDocuments()).toBe(chunks);
    expect((await verify()).bad).toBeUndefined();
  });
});

describe('the verifier names the first row that', () => {
  const VICTIM = `${SECOND}-13`;
  beforeEach(async () => {
    await fill();
    await seal(at('2026-11-23', 16));
  });

  it.each([
    ['an amount', { 'legs.0.amount': -6n }],
    ['an account', { 'legs.1.account': 'wallet/thief:user' }],
    ['a request', { requestId: 'other' }],
    ['a field that was not there', { note: 'x' }],
  ])('was changed in %s', async (_what, $set) => {
    await rows.journal.updateOne({ _id: VICTIM }, { $set });
    await rows.journal.updateOne({ _id: `${THIRD}-01` }, { $set });
    expect((await verify()).bad).toEqual({ fault: 'CHANGED', reference: VICTIM, day: SECOND });
  });

  it.each([`${SECOND}-00`, VICTIM, `${SECOND}-24`])('was deleted: %s', async (reference) => {
    await rows.journal.deleteOne({ _id: reference });
    expect((await verify()).bad).toEqual({ fault: 'DELETED', reference, day: SECOND });
  });

  it.each([0, 70, 200])('was inserted, at minute %i of its day', async (minute) => {
    await rows.journal.insertOne(row('forged', at(SECOND, minute)));
    expect((await verify()).bad).toEqual({ fault: 'INSERTED', reference: 'forged', day: SECOND });
  });

  it.each([
    ['within its day', at(SECOND, 65)],
    ['into another day', at(THIRD, 65)],
  ])('was moved %s', async (_where, moment) => {
    await rows.journal.updateOne({ _id: VICTIM }, { $set: { at: moment } });
    expect((await verify()).bad).toMatchObject({ fault: 'REORDERED', day: SECOND });
  });

  it('two rows changed places of, by their moments', async () => {
    const [a, b] = [`${SECOND}-10`, `${SECOND}-20`];
    await rows.journal.updateOne({ _id: a }, { $set: { at: at(SECOND, 78) } });
    await rows.journal.updateOne({ _id: b }, { $set: { at: at(SECOND, 69) } });
    expect((await verify()).bad).toEqual({ fault: 'REORDERED', reference: a, day: SECOND });
  });

  it('is sealed otherwise than it stands, when the seals were written anew for one day', async () => {
    await rows.journal.updateOne({ _id: VICTIM }, { $set: { 'legs.0.amount': -6n } });
    await seals.heads.deleteOne({ _id: SECOND });
    expect((await verify()).bad).toEqual({ fault: 'CHAIN', reference: THIRD, day: THIRD });
  });

  it('the command names, and exits 1', async () => {
    const said: string[] = [];
    const run = {
      uri: database.uri,
      database: database.name,
      say: (line: string) => void said.push(line),
      complain: (line: string) => void said.push(line),
    };
    expect(await runVerifyJournal(run)).toBe(0);
    await rows.journal.deleteOne({ _id: VICTIM });
    expect(await runVerifyJournal(run)).toBe(1);
    expect(said[1]).toBe(`AKT_JOURNAL_TAMPERED: DELETED ${VICTIM}, sealed in ${SECOND}`);
  });
});

describe('a row that comes after its day was sealed', () => {
  const lastMinute = new Date(endOfDay(FIRST).getTime() - 1_000);

  it('is waited for, and sealed by the next day before all others', async () => {
    await fill();
    await seal(at(SECOND, 15));
    await rows.journal.insertOne(row('late', lastMinute));
    expect((await verify()).bad).toBeUndefined();
    await seal(at(THIRD, 16));
    expect(await seals.heads.findOne({ _id: SECOND })).toMatchObject({ late: ['late'] });
    expect(await verify()).toMatchObject({ days: 2, rows: 2 * ROWS_A_DAY + 1 });
    expect((await verify()).bad).toBeUndefined();
  });

  it('is sealed from then on like any other', async () => {
    await fill();
    await seal(at(SECOND, 15));
    await rows.journal.insertOne(row('late', lastMinute));
    await seal(at(THIRD, 16));
    await rows.journal.deleteOne({ _id: 'late' });
    expect((await verify()).bad).toEqual({ fault: 'DELETED', reference: 'late', day: SECOND });
  });
});
