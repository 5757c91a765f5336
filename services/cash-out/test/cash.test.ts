import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CashOutUnderTest,
  cashOutUnderTest,
  SERVICE,
  TO_STORE,
} from './cash-out-under-test.ts';
import { fundsHeld } from './events.ts';

let world: CashOutUnderTest;
let ani: Awaited<ReturnType<CashOutUnderTest['person']>>;
beforeAll(async () => {
  world = await cashOutUnderTest();
  ani = await world.person();
});
afterAll(() => world?.close());

async function waiting(): Promise<string> {
  const cashOutId = await world.asked(ani, TO_STORE);
  await world.send(fundsHeld(cashOutId, 105_000n));
  await world.becomes(cashOutId, 'IN_PROCESS');
  return cashOutId;
}

describe('cash at a store', () => {
  test('waits with a code that only its owner is shown, sealed at rest, and gone when taken', async () => {
    const before = await world.balanceOf(ani);
    const cashOutId = await waiting();
    const own = await world.cashOutOf(cashOutId, ani);
    const code = String(own['withdrawalCode']);
    expect(code).toMatch(/^\d{12}$/);
    const left = Date.parse(String(own['expiresAt'])) - Date.now();
    expect(left).toBeGreaterThan(23 * 3_600_000);
    for (const other of [SERVICE, { sub: 'me', role: 'ops' }]) {
      expect(await world.cashOutOf(cashOutId, other)).not.toHaveProperty('withdrawalCode');
    }
    for (const collection of ['cash-outs', 'instructions', 'outbox']) {
      expect(asText(await world.database.rows(collection))).not.toContain(code);
    }
    await world.sandbox('POST', `withdrawals/${code}`, {});
    const settled = await world.becomes(cashOutId, 'SETTLED');
    expect(settled).not.toHaveProperty('withdrawalCode');
    expect(await world.balanceOf(ani)).toBe(before - 105_000);
    const row = (await world.database.rows('cash-outs')).find(({ _id }) => _id === cashOutId);
    expect(row).not.toHaveProperty('sealedCode');
    expect(world.lines.join('\n')).not.toContain(code);
  });

  test('that nobody takes ends by KasPro’s word that it expired', async () => {
    const before = await world.balanceOf(ani);
    const cashOutId = await waiting();
    const expired = { partnerReference: cashOutId, outcome: 'FAILED', code: 130_004 };
    await world.sandbox('POST', 'outcome', expired);
    expect(await world.becomes(cashOutId, 'FAILED')).toMatchObject({
      reason: 'WITHDRAWAL_EXPIRED',
    });
    expect(await world.balanceOf(ani)).toBe(before);
    await eventually(() => world.published('CashOutFailed', cashOutId).length === 1);
  });

  test('is kept with the moment at which its code runs out, for the enquiry then', async () => {
    const cashOutId = await waiting();
    const rows = await world.database.rows('instructions');
    const row = rows.find(({ _id }) => _id === cashOutId);
    const { expiresAt } = await world.cashOutOf(cashOutId, ani);
    expect(row?.['expiresAt']).toEqual(new Date(String(expiresAt)));
  });
});

const asText = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
