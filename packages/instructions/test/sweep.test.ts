import { rupiah } from '@angkutan/money';
import { connect } from '@angkutan/mongo';
import { testDatabase } from '@angkutan/testkit';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Instruction,
  type InstructionStatus,
  type InstructionStore,
  openInstructionStore,
  ready,
} from '../src/index.ts';
import { SWEEP_BEYOND_MS, SWEEP_MAX } from '../src/sweep.ts';

const NOW = new Date('2026-11-22T05:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const FAR_MS = 300_000;

describe('a sweep', () => {
  const database = testDatabase('sweep');
  let connection: Connection;
  let store: InstructionStore;
  beforeAll(async () => {
    connection = await connect(database.uri, { name: database.name });
    store = await openInstructionStore(connection);
  });
  beforeEach(async () => void (await connection.collection('instructions').deleteMany({})));
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  const standing = (
    reference: string,
    status: InstructionStatus,
    dueInMs = FAR_MS,
  ): Instruction => ({
    ...ready(
      { reference, requestId: reference, purpose: 'DUE', from: 'a', to: 'b', amount: rupiah(1) },
      NOW,
    ),
    status,
    sentAt: NOW,
    enquiries: 6,
    nextAt: later(dueInMs),
  });
  async function save(...instructions: readonly Instruction[]): Promise<void> {
    const changes = instructions.map((instruction) => ({ instruction, isNew: true }));
    await connection.transaction((tx) => store.save(changes, tx));
  }
  const due = async (): Promise<readonly string[]> =>
    (await store.dueEnquiries(SWEEP_MAX * 2, NOW, SWEEP_BEYOND_MS)).map((one) => one.reference);

  it('makes what is open due for an enquiry, and changes nothing else of it', async () => {
    await save(
      standing('unknown', 'UNKNOWN'),
      standing('taken-on', 'IN_PROCESS'),
      standing('manual', 'MANUAL'),
    );
    expect(await store.sweep(NOW)).toBe(3);
    const [swept] = await store.ofRequests(['unknown']);
    expect(swept).toEqual({ ...standing('unknown', 'UNKNOWN'), nextAt: NOW });
    expect((await due()).toSorted()).toEqual(['manual', 'taken-on', 'unknown']);
  });

  it('leaves alone what waits to be sent, is being sent, is being asked about, or has ended', async () => {
    await save(
      standing('ready', 'READY'),
      standing('sending', 'SENDING'),
      standing('asked', 'UNKNOWN', SWEEP_BEYOND_MS),
      standing('confirmed', 'CONFIRMED'),
    );
    expect(await store.sweep(NOW)).toBe(0);
    expect(await due()).toEqual([]);
  });

  it('takes a bounded number at a time, those asked about longest ago first', async () => {
    const [extra, total] = [5, SWEEP_MAX + 5];
    const rows = Array.from({ length: total }, (_, n) => standing(`r-${n}`, 'UNKNOWN', FAR_MS - n));
    await save(...rows);
    expect(await store.sweep(NOW)).toBe(SWEEP_MAX);
    const left = rows.slice(0, extra).map(({ reference }) => reference);
    const taken = await due();
    expect(taken).toHaveLength(SWEEP_MAX);
    expect(taken.filter((reference) => left.includes(reference))).toEqual([]);
  });
});
