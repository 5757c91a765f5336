import { openInstructionStore } from '@angkutan/instructions';
import { connect, isTransient } from '@angkutan/mongo';
import { openRulesStore } from '@angkutan/rules-store';
import { testDatabase, unique } from '@angkutan/testkit';
import { rupiah } from '@angkutan/money';
import type { ClientSession, Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseEvent } from '../src/domain/ride.ts';
import { applyChange, caseOf, type Change } from '../src/working-set.ts';
import { findCases, loadWorkingSet, type Stores } from '../src/store/load.ts';
import { openRows, type Rows } from '../src/store/rows.ts';
import { saveWorkingSet } from '../src/store/save.ts';

const database = testDatabase('payments-store');
const at = new Date('2026-11-22T05:00:00Z');
const splits = [{ walletId: 'budi:driver', amount: rupiah(8_000), purpose: 'GOODS' as const }];
const charge = {
  kind: 'RIDE' as const,
  payerId: 'ani',
  amount: rupiah(8_000),
  splits,
  rulesVersion: 'v',
};

let connection: Connection;
let rows: Rows;
let stores: Stores;
beforeAll(async () => {
  connection = await connect(database.uri, { name: database.name });
  rows = await openRows(connection);
  const instructions = await openInstructionStore(connection);
  stores = { rows, instructions, rules: await openRulesStore(connection) };
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const hold = (rideId: string): CaseEvent => ({
  type: 'REQUESTED',
  paymentId: `${rideId}.ride.1`,
  reference: rideId,
  capture: 'LATER',
  kind: 'RIDE',
  payerId: 'ani',
  amount: rupiah(30_000),
  splits: [],
});
const held = (rideId: string): CaseEvent => ({
  type: 'HELD',
  paymentId: `${rideId}.ride.1`,
  holdId: 'hold',
  amount: rupiah(30_000),
  partnerReferences: ['reference'],
});
const completed: CaseEvent = {
  type: 'RIDE_COMPLETED',
  riderId: 'ani',
  how: 'COMPLETED',
  told: 'so',
  driverId: 'budi',
  charge,
  amount: charge.amount,
};

/** Loads a ride in a transaction and applies the events, without saving yet. */
async function decided(tx: ClientSession, rideId: string, ...events: CaseEvent[]) {
  const touched = [{ caseId: rideId, wallets: ['USER:ani'] }];
  const known = { partiesOf: () => [], touchedByAct: () => ({}) };
  const set = await loadWorkingSet(stores, { touched, ...known }, tx);
  for (const event of events) applyChange(set, { of: 'case', caseId: rideId, event, at });
  return set;
}

async function commit(rideId: string, events: CaseEvent[], more: Change[] = []) {
  const tx = await connection.startSession();
  tx.startTransaction({ readConcern: { level: 'snapshot' } });
  const set = await decided(tx, rideId, ...events);
  for (const change of more) applyChange(set, change);
  await saveWorkingSet(stores, set, tx);
  await tx.commitTransaction();
  await tx.endSession();
  return set;
}

describe('the store', () => {
  test('gives a ride and its payments back as they were saved', async () => {
    const rideId = unique('ride');
    const before = await commit(rideId, [{ type: 'RIDE_BOOKED', riderId: 'ani' }, hold(rideId)]);
    expect((await findCases(rows, [rideId])).get(rideId)).toEqual(caseOf(before, rideId));
    const after = await commit(rideId, [held(rideId), completed]);
    expect((await findCases(rows, [rideId])).get(rideId)).toEqual(caseOf(after, rideId));
    expect(caseOf(after, rideId).ride?.steps).toBe(4);
  });

  test('gives payments back in the order in which they were requested', async () => {
    const rideId = unique('ride');
    const ids = ['ride.1', 'ride.2', 'cash.1', 'cancel.1'].map((end) => `${rideId}.${end}`);
    const requests = ids.map((paymentId) => ({ ...hold(rideId), paymentId }));
    await commit(rideId, [{ type: 'RIDE_BOOKED', riderId: 'ani' }, ...requests]);
    const found = (await findCases(rows, [rideId])).get(rideId);
    expect(found?.payments.map(({ paymentId }) => paymentId)).toEqual(ids);
  });

  test('keeps amounts as Longs, and a wallet under its role and customer', async () => {
    const rideId = unique('ride');
    const opened: Change = { of: 'wallet', key: 'USER:ani', walletId: 'ani:user' };
    await commit(rideId, [{ type: 'RIDE_BOOKED', riderId: 'ani' }, hold(rideId)], [opened]);
    const stored = await database.rows('payments');
    expect(stored.every(({ amount }) => typeof amount === 'bigint')).toBe(true);
    expect(await database.rows('wallets')).toEqual([{ _id: 'USER:ani', walletId: 'ani:user' }]);
  });

  test('lets only one of two groups commit that decided on the same state of a ride', async () => {
    const rideId = unique('ride');
    await commit(rideId, [{ type: 'RIDE_BOOKED', riderId: 'ani' }, hold(rideId)]);
    const [answer, fact] = [await connection.startSession(), await connection.startSession()];
    for (const tx of [answer, fact]) tx.startTransaction({ readConcern: { level: 'snapshot' } });
    // One changes the payment alone and the other the ride alone, each believing that the other has not happened.
    const ofWallet = await decided(answer, rideId, held(rideId));
    const ofRide = await decided(fact, rideId, completed);
    await saveWorkingSet(stores, ofWallet, answer);
    await answer.commitTransaction();
    const late = saveWorkingSet(stores, ofRide, fact);
    await expect(late).rejects.toSatisfy(isTransient);
    await Promise.all([answer.endSession(), fact.endSession()]);
  });

  test('does not believe splits that do not sum to their amount', async () => {
    const rideId = unique('ride');
    await commit(rideId, [{ type: 'RIDE_BOOKED', riderId: 'ani' }, hold(rideId)]);
    await rows.payments.updateOne({ reference: rideId }, { $set: { splits } });
    await expect(findCases(rows, [rideId])).rejects.toThrow('AKT_SPLITS_UNBALANCED');
  });
});
