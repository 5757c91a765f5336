import { metrics } from '@angkutan/telemetry';
import { expect, test } from 'vitest';
import { measure } from './measures.ts';
import type { Standing } from './store.ts';

const NOW = new Date('2026-01-01T00:10:00Z');

const shown = async (name: string, status: string): Promise<number | undefined> =>
  (await metrics.getSingleMetric(name)?.get())?.values.find(
    ({ labels }) => labels['status'] === status,
  )?.value;

const standing = (...found: Standing[]) => ({ standing: async () => found });

test('an unknown outcome is shown with its age, and gone once it has ended', async () => {
  const sentAt = new Date('2026-01-01T00:00:00Z');
  await measure(standing({ status: 'UNKNOWN', rows: 2, sentAt }), NOW);
  expect(await shown('angkutan_instructions', 'UNKNOWN')).toBe(2);
  expect(await shown('angkutan_instructions_oldest_seconds', 'UNKNOWN')).toBe(600);
  expect(await shown('angkutan_instructions', 'READY')).toBe(0);
  await measure(standing(), NOW);
  expect(await shown('angkutan_instructions', 'UNKNOWN')).toBe(0);
  expect(await shown('angkutan_instructions_oldest_seconds', 'UNKNOWN')).toBe(0);
});

test('what waits to be sent has no age yet', async () => {
  await measure(standing({ status: 'READY', rows: 3 }), NOW);
  expect(await shown('angkutan_instructions', 'READY')).toBe(3);
  expect(await shown('angkutan_instructions_oldest_seconds', 'READY')).toBe(0);
});
