import { eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CashOutUnderTest,
  cashOutUnderTest,
  SERVICE,
  TO_BANK,
} from './cash-out-under-test.ts';
import { rulesVersionAdded } from './events.ts';

let world: CashOutUnderTest;
beforeAll(async () => {
  world = await cashOutUnderTest({ instances: 2 });
});
afterAll(() => world?.close());

const quoted = async () =>
  (await world.call(SERVICE, '/v1/cash-outs/quote?channel=BANK&amount=100000')).body['fee'];
const known = () => world.database.rows('rules');

test('a version that was told counts from its hour on, and each cash-out shows by which it costs', async () => {
  const ani = await world.person();
  const before = await world.asked(ani, TO_BANK);
  const version = unique('v');
  const validFrom = Date.now() + 8_000;
  await world.send(rulesVersionAdded(version, validFrom, 2_000n));
  await eventually(async () => JSON.stringify(await known(), asText).includes(version));
  expect(Date.now()).toBeLessThan(validFrom);
  expect(await quoted()).toBe(2_500);
  await eventually(async () => (await quoted()) === 2_000, { within: 20_000 });
  const after = await world.asked(ani, TO_BANK);
  expect(await world.cashOutOf(after)).toMatchObject({ fee: 2_000, rulesVersion: version });
  expect(await world.cashOutOf(before)).toMatchObject({ fee: 2_500, rulesVersion: '2022-09' });
  expect(world.lines.join('')).not.toContain('AKT_RULES_LATE');
});

test('a version that comes after its hour counts from then on, with an alert', async () => {
  const version = unique('v');
  await world.send(rulesVersionAdded(version, Date.now() - 1, 1_500n));
  await eventually(async () => (await quoted()) === 1_500);
  expect(world.lines.join('')).toContain('AKT_RULES_LATE');
});

const asText = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
