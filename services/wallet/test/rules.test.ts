import { FIRST_RULES } from '@angkutan/rules';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customer } from './customers.ts';
import { walletUnderTest, type WalletUnderTest } from './wallet-under-test.ts';

const NOON = Date.parse('2026-11-22T05:00:00Z');
const START = NOON + 1_000;

let wallet: WalletUnderTest;
let clock = NOON;
beforeAll(async () => {
  wallet = await walletUnderTest({ now: () => new Date(clock) });
  await customer(wallet, 'rider', 'USER');
});
afterAll(() => wallet.close());

/** A version by which BASIC people may hold this much. */
function version(name: string, validFrom: number, balanceMax: bigint) {
  const { BASIC, PREMIUM } = FIRST_RULES.tiers;
  const tiers = { BASIC: { ...BASIC, balanceMax }, PREMIUM };
  const told = { ...FIRST_RULES, eventId: name, occurredAt: NOON, version: name, validFrom, tiers };
  return { type: 'event', event: { type: 'RulesVersionAdded', data: told } } as const;
}

/** Money comes in: how much of it is in the wallet now, and by which version. */
async function topUp(providerReference: string, amount: bigint) {
  const topUp = { providerReference, walletId: 'rider:user', amount, channel: 'BCA' };
  await wallet.tell({ type: 'top-up', topUp });
  const books = (await wallet.queries.findWallet('rider', 'USER'))?.books;
  const record = await wallet.rows.topUps.findOne({ _id: providerReference });
  return { available: books?.available, suspense: books?.suspense, record };
}

it('a version that was told counts from its hour on, for every instance, and once', async () => {
  const told = version('2027', START, 2_500_000n);
  expect(await wallet.tell(told)).toMatchObject([{ changes: [{ states: { alarms: [] } }] }]);
  await wallet.tellAsAnother(told);
  expect(await wallet.rules.load()).toHaveLength(1);

  clock = START - 1;
  expect(await topUp('K1', 2_300_000n)).toMatchObject({
    available: 2_000_000n,
    suspense: 300_000n,
    record: { rulesVersion: '2022-09' },
  });
  clock = START;
  expect(await topUp('K2', 1n)).toMatchObject({
    available: 2_300_001n,
    suspense: 0n,
    record: { rulesVersion: '2027' },
  });
  expect(await wallet.rows.topUps.findOne({ _id: 'K1' })).toMatchObject({
    rulesVersion: '2022-09',
  });
});

it('a version that is heard of only after its start counts from then on, with an alarm', async () => {
  const alarms = [{ code: 'AKT_RULES_LATE', reference: '2028' }];
  clock = START + 3_600_000;
  expect(await wallet.tell(version('2028', clock - 1, 3_000_000n))).toMatchObject([
    { changes: [{ states: { alarms } }] },
  ]);
  expect(await topUp('K3', 700_000n)).toMatchObject({
    available: 3_000_000n,
    record: { rulesVersion: '2028' },
  });
});
