import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import { eventually, type TestDatabase, testDatabase } from '@angkutan/testkit';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCanary } from '../src/start-canary.ts';
import { openRows, type Rows } from '../src/store/rows.ts';

const HOUR_MS = 3_600_000;
const logger = createLogger({ service: 'payments', level: 'silent' });

let database: TestDatabase;
let connection: Connection;
let rows: Rows;
beforeEach(async () => {
  database = testDatabase('payments');
  connection = await connect(database.uri, { name: database.name });
  rows = await openRows(connection);
});
afterEach(async () => {
  await connection.close();
  await database.drop();
});

/** Canaries came back until an hour ago, when everything stopped; now payments runs again, and so does the canary. */
async function afterAnHourOff(ANGKUTAN_MODE: 'local' | 'production') {
  const stops: (() => Promise<void> | void)[] = [];
  const before = { _id: 'canary-1', sentAt: new Date(Date.now() - HOUR_MS), tookMs: 100 };
  await rows.canaries.insertOne(before);
  const health = startCanary({
    platform: { executor: { execute: async () => [], onCommitted: () => () => undefined }, logger },
    rows,
    environment: { ANGKUTAN_MODE },
    life: { onStop: (_part, stop) => void stops.push(stop), fail: () => undefined },
  });
  await rows.canaries.insertOne({ _id: 'canary-2', sentAt: new Date(), tookMs: 100 });
  const last = await eventually(() => {
    const seen = health();
    return seen && seen.sentAt > before.sentAt ? seen : undefined;
  });
  for (const stop of stops) await stop();
  return last;
}

test('in production the hour in which payments did not run counts as missed', async () => {
  const health = await afterAnHourOff('production');
  expect(health?.due).toBeGreaterThanOrEqual(360);
  expect(health?.good).toBe(2);
});

test('on a developer’s machine the hour in which nobody had started it does not count', async () => {
  expect(await afterAnHourOff('local')).toMatchObject({ due: 1, good: 1 });
});
