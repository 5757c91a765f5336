import { connect } from '@angkutan/mongo';
import { testDatabase } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetBeneficiaries } from '../src/jobs/forget-beneficiaries.ts';
import { after, failed, held, requested, settled } from '../src/domain/cash-out.samples.ts';
import { forgetEndedBefore } from '../src/store/forget.ts';
import { openRows, type Rows } from '../src/store/rows.ts';

const database = testDatabase('cash-out-forget');
let rows: Rows;
let close: () => Promise<void>;
beforeAll(async () => {
  const connection = await connect(database.uri, { name: database.name });
  close = () => connection.close();
  rows = await openRows(connection);
});
afterAll(async () => {
  await close?.();
  await database.drop();
});

test('a beneficiary is destroyed five years after the end, and not before, nor while money may leave', async () => {
  const endedAt = new Date('2021-11-22T07:00:00Z');
  const ended = { ...after(requested, held, settled), endedAt };
  const lost = { ...after(requested, held, failed), endedAt: new Date('2021-11-22T07:00:01Z') };
  await rows.cashOuts.insertMany([
    { ...ended, _id: 'old' },
    { ...lost, _id: 'younger' },
    { ...after(requested, held), _id: 'open' },
  ]);
  const forget = (before: Date): Promise<number> => forgetEndedBefore(rows, before);
  const sealedOf = async (): Promise<string[]> =>
    (await rows.cashOuts.find({ 'destination.sealedNumber': { $exists: true } }).toArray()).map(
      ({ _id }) => _id,
    );

  await forgetBeneficiaries({ forget, now: () => new Date('2026-11-22T07:00:00Z') });
  expect(await sealedOf()).toEqual(['old', 'younger', 'open']);

  await forgetBeneficiaries({ forget, now: () => new Date('2026-11-22T07:00:00.001Z') });
  expect(await sealedOf()).toEqual(['younger', 'open']);
  const forgotten = await rows.cashOuts.findOne({ _id: 'old' });
  expect(forgotten?.destination).toEqual({
    channel: 'BANK',
    bankCode: '014',
    maskedNumber: '******7890',
    maskedName: 'S***',
  });
});
