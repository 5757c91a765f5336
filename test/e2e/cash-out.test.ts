import type { Person } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CashDesk, cashDesk } from './cash-desk.ts';
import { attach, type Platform, SOON } from './platform.ts';

let platform: Platform;
let desk: CashDesk;
let rider: Person;
let driver: Person;
const people: Person[] = [];
beforeAll(async () => {
  platform = await attach();
  desk = cashDesk(platform);
  rider = await desk.someone('USER', 1_500_000);
  driver = await desk.someone('DRIVER', 1_500_000);
  people.push(rider, driver);
});
afterEach(() => platform.faults([]));
afterAll(() => platform.detach());

const TO_BANK = {
  channel: 'BANK',
  bankCode: '014',
  accountNumber: '0012345678',
  accountName: 'Siti Rahayu',
  amount: 100_000,
};
const TO_STORE = { channel: 'MODERN_TRADE', outlet: 'INDOMARET', amount: 100_000 };

/** Whatever came between, the wallet lacks exactly this, and its books are KasPro's. */
async function expectTaken(person: Person, before: number, taken: number): Promise<void> {
  await eventually(async () => {
    const { available, held } = await desk.walletOf(person);
    return available === before - taken && held === 0;
  }, SOON);
  await platform.booksAgree(people);
}

describe('all well', () => {
  it('a rider’s money reaches the bank, and the ledger is KasPro’s', async () => {
    const { available } = await desk.walletOf(rider);
    const cashOutId = await desk.ask(rider, TO_BANK);
    const { timeline } = await desk.becomes(rider, cashOutId, 'SETTLED');
    expect(timeline.map(({ event }) => event)).toEqual([
      'REQUESTED',
      'HELD',
      'IN_PROCESS',
      'SETTLED',
    ]);
    await expectTaken(rider, available, 102_500);
  });

  it('a driver takes cash at a store with the code, and not before', async () => {
    const { available } = await desk.walletOf(driver);
    const cashOutId = await desk.ask(driver, TO_STORE);
    const { withdrawalCode } = await desk.becomes(driver, cashOutId, 'IN_PROCESS');
    expect(await desk.walletOf(driver)).toMatchObject({
      available: available - 105_000,
      held: 105_000,
    });
    await desk.sandbox(`withdrawals/${withdrawalCode}`, {});
    await desk.becomes(driver, cashOutId, 'SETTLED');
    await expectTaken(driver, available, 105_000);
  });

  it('more than there is is refused by name, and nothing moves', async () => {
    const { available } = await desk.walletOf(rider);
    const cashOutId = await desk.ask(rider, { ...TO_BANK, amount: 5_000_000 });
    expect(await desk.becomes(rider, cashOutId, 'FAILED')).toMatchObject({
      reason: 'INSUFFICIENT_FUNDS',
    });
    await expectTaken(rider, available, 0);
  });
});

describe('KasPro acts, but its answer is lost', () => {
  it.each(['callback', 'enquiry'])('the %s settles it, once', async (by) => {
    const { available } = await desk.walletOf(rider);
    await platform.faults([
      { operation: 'bank-transfer', fault: 'act-then-reset', count: 1 },
      ...(by === 'enquiry' ? [{ operation: 'callback', fault: 'missing', count: 1 }] : []),
    ]);
    const cashOutId = await desk.ask(rider, TO_BANK);
    await desk.becomes(rider, cashOutId, 'SETTLED');
    expect(await desk.effectsOf(cashOutId)).toBe(1);
    await expectTaken(rider, available, 102_500);
  });
});

describe('KasPro refuses late', () => {
  it('the money is available again, whole', async () => {
    const { available } = await desk.walletOf(rider);
    await platform.faults([{ operation: 'callback', fault: 'refuse', code: 130_003, count: 1 }]);
    const cashOutId = await desk.ask(rider, TO_BANK);
    expect(await desk.becomes(rider, cashOutId, 'FAILED')).toMatchObject({
      reason: 'BENEFICIARY_BANK_OFFLINE',
    });
    await eventually(
      async () => (await desk.read(rider, cashOutId)).timeline.at(-1)?.event === 'FUNDS_RELEASED',
      SOON,
    );
    expect(await desk.effectsOf(cashOutId)).toBe(0);
    await expectTaken(rider, available, 0);
  });

  it('a code that nobody uses gives the money back when KasPro says that it expired', async () => {
    const { available } = await desk.walletOf(driver);
    const cashOutId = await desk.ask(driver, TO_STORE);
    await desk.becomes(driver, cashOutId, 'IN_PROCESS');
    const partnerReference = cashOutId;
    await desk.sandbox('outcome', { partnerReference, outcome: 'FAILED', code: 130_004 });
    expect(await desk.becomes(driver, cashOutId, 'FAILED')).toMatchObject({
      reason: 'WITHDRAWAL_EXPIRED',
    });
    await expectTaken(driver, available, 0);
  });

  it('and pays after all: the wallet holds again what left, until somebody decides', async () => {
    const unlucky = await desk.someone('USER', 500_000);
    await platform.faults([{ operation: 'callback', fault: 'refuse', code: 130_003, count: 1 }]);
    const cashOutId = await desk.ask(unlucky, TO_BANK);
    await desk.becomes(unlucky, cashOutId, 'FAILED');
    await eventually(async () => (await desk.walletOf(unlucky)).available === 500_000, SOON);
    await desk.sandbox('outcome', { partnerReference: cashOutId, outcome: 'SUCCESS' });
    await eventually(async () => (await desk.walletOf(unlucky)).held === 102_500, SOON);
    expect(await desk.walletOf(unlucky)).toMatchObject({ available: 397_500 });
    const { timeline } = await desk.read(unlucky, cashOutId);
    expect(timeline.at(-1)?.event).toBe('LATE_SUCCESS');
  });
});

describe('killed with -9 in the middle of cash-outs', () => {
  it('both instances: each is paid out once', async () => {
    const { available } = await desk.walletOf(rider);
    const asked = Array.from({ length: 8 }, () => desk.ask(rider, { ...TO_BANK, amount: 20_000 }));
    for (const instance of [0, 1]) platform.kill('cash-out', instance);
    const ids = await Promise.all(asked);
    for (const cashOutId of ids) await desk.becomes(rider, cashOutId, 'SETTLED');
    for (const cashOutId of ids) expect(await desk.effectsOf(cashOutId)).toBe(1);
    await expectTaken(rider, available, 8 * 22_500);
  });
});
