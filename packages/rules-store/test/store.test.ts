import { connect, inTransaction } from '@angkutan/mongo';
import { FIRST_RULES, type Rules } from '@angkutan/rules';
import { testDatabase } from '@angkutan/testkit';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRulesStore, type RulesStore } from '../src/index.ts';

const version = (name: string, start: string): Rules => ({
  ...FIRST_RULES,
  version: name,
  validFrom: new Date(start),
});
const JANUARY = version('2027-01', '2027-01-01T00:00:00Z');
const MARCH = version('2027-03', '2027-03-01T00:00:00Z');

describe('the table of the rules', () => {
  const database = testDatabase('rules');
  let connection: Connection;
  let store: RulesStore;
  beforeEach(async () => {
    connection = await connect(database.uri, { name: database.name });
    store = await openRulesStore(connection);
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });

  /** Adds a version unless one is there. */
  const addFirst = (rules: Rules): Promise<void> =>
    inTransaction(connection, async (tx) => {
      const before = await store.load(tx);
      if (before.length === 0) await store.save(before, [rules], tx);
    });

  it('gives back what was added, rates as numbers and amounts as bigints, by their starts', async () => {
    for (const rules of [MARCH, JANUARY]) {
      await inTransaction(connection, async (tx) => {
        const before = await store.load(tx);
        await store.save(before, [...before, rules], tx);
      });
    }
    expect(await store.load()).toEqual([JANUARY, MARCH]);
  });

  it('opened again, or by two at once, keeps what it has', async () => {
    await addFirst(JANUARY);
    await connection.close();
    connection = await connect(database.uri, { name: database.name });
    await Promise.all([openRulesStore(connection), openRulesStore(connection)]);
    store = await openRulesStore(connection);
    expect(await store.load()).toEqual([JANUARY]);
  });

  it('lets in one of several that each saw no other', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `v${at}`);
    await Promise.all(names.map((name) => addFirst({ ...JANUARY, version: name })));
    expect(await store.load()).toHaveLength(1);
  });

  it('refuses to be written on what is not its last state', async () => {
    await addFirst(JANUARY);
    const late = inTransaction(connection, (tx) => store.save([], [MARCH], tx));
    await expect(late).rejects.toThrow('AKT_RULES_GUARD');
  });
});
