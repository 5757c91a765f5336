import { eventually } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CashOutUnderTest, cashOutUnderTest, TO_BANK } from './cash-out-under-test.ts';
import { fundsHeld, fundsRefused, fundsReleased } from './events.ts';

let world: CashOutUnderTest;
let ani: Awaited<ReturnType<CashOutUnderTest['person']>>;
beforeAll(async () => {
  world = await cashOutUnderTest({ instances: 2, processingWindowS: 2 });
  ani = await world.person('USER', 10_000_000);
});
afterAll(() => world?.close());
afterEach(() => world.faults());

/** Asks, and has the wallet hold the money: from here on it may leave. */
async function heldFor(amount = 100_000): Promise<string> {
  const cashOutId = await world.asked(ani, { ...TO_BANK, amount });
  await world.send(fundsHeld(cashOutId, BigInt(amount + 2_500)));
  return cashOutId;
}

describe('all well', () => {
  test('it is held, in process, settled with KasPro’s own fee, and told in that order', async () => {
    const before = await world.balanceOf(ani);
    const cashOutId = await heldFor();
    const settled = await world.becomes(cashOutId, 'SETTLED');
    expect(settled).toMatchObject({ partnerReference: cashOutId, amount: 100_000, fee: 2_500 });
    const events = settled['timeline'];
    expect(events).toMatchObject([
      { event: 'REQUESTED', amount: 100_000 },
      { event: 'HELD', partnerReference: cashOutId },
      { event: 'IN_PROCESS' },
      { event: 'SETTLED' },
    ]);
    expect(await world.balanceOf(ani)).toBe(before - 102_500);
    await eventually(() => world.published('CashOutSettled', cashOutId).length === 1);
    const [told] = world.published('CashOutSettled', cashOutId);
    expect(told?.data).toMatchObject({
      customerId: ani.customerId,
      amount: 100_000n,
      fee: 2_500n,
      serviceFee: 2_500n,
      providerReference: expect.stringMatching(/^OLSFQ/),
    });
    expect(world.published('CashOutSubmitted', cashOutId)).toHaveLength(1);
  });

  test('it is paid out once, whatever is told twice', async () => {
    await world.faults({ operation: 'callback', fault: 'duplicate' });
    const cashOutId = await world.asked(ani, TO_BANK);
    const held = fundsHeld(cashOutId, 102_500n);
    await world.send(held, held, fundsHeld(cashOutId, 102_500n));
    await world.becomes(cashOutId, 'SETTLED');
    await world.send(fundsHeld(cashOutId, 102_500n));
    expect(await world.effectsOf(cashOutId)).toBe(1);
    await eventually(() => world.published('CashOutSettled', cashOutId).length === 1);
  });

  test('the callback that overtakes the answer settles it', async () => {
    await world.faults({ operation: 'callback', fault: 'before-answer' });
    const cashOutId = await heldFor();
    await world.becomes(cashOutId, 'SETTLED');
    expect(await world.effectsOf(cashOutId)).toBe(1);
  });
});

describe('KasPro acts, but its answer is lost', () => {
  test.each(['act-then-reset', 'garbage'])(
    'by %s: the callback settles it, with the fee',
    async (fault) => {
      await world.faults({ operation: 'bank-transfer', fault, count: 1 });
      const cashOutId = await heldFor();
      await world.becomes(cashOutId, 'SETTLED');
      await eventually(() => world.published('CashOutSettled', cashOutId).length === 1);
      expect(world.published('CashOutSettled', cashOutId)[0]?.data).toMatchObject({
        serviceFee: 2_500n,
      });
      expect(await world.effectsOf(cashOutId)).toBe(1);
    },
  );

  test('and the callback too: the enquiry settles it, the fee read from the statement', async () => {
    await world.faults(
      { operation: 'bank-transfer', fault: 'act-then-reset', count: 1 },
      { operation: 'callback', fault: 'missing' },
    );
    const cashOutId = await heldFor();
    await world.becomes(cashOutId, 'SETTLED');
    await eventually(() => world.published('CashOutSettled', cashOutId).length === 1);
    expect(world.published('CashOutSettled', cashOutId)[0]?.data).toMatchObject({
      serviceFee: 2_500n,
    });
    expect(await world.effectsOf(cashOutId)).toBe(1);
  });

  test('a payout that never arrived goes again under a new reference, after the window', async () => {
    await world.faults({ operation: 'bank-transfer', fault: 'error-500', count: 1 });
    const cashOutId = await heldFor();
    const settled = await world.becomes(cashOutId, 'SETTLED', 30_000);
    expect(settled['partnerReference']).toBe(`${cashOutId}~2`);
    expect(await world.effectsOf(cashOutId)).toBe(0);
    expect(await world.effectsOf(`${cashOutId}~2`)).toBe(1);
  });
});

describe('KasPro refuses', () => {
  test('at once: it fails by name, and the money that comes back is a line of its story', async () => {
    const before = await world.balanceOf(ani);
    await world.faults({ operation: 'bank-transfer', fault: 'refuse', code: 130_002, count: 1 });
    const cashOutId = await heldFor();
    expect(await world.becomes(cashOutId, 'FAILED')).toMatchObject({
      reason: 'BENEFICIARY_NOT_FOUND',
    });
    await eventually(() => world.published('CashOutFailed', cashOutId).length === 1);
    await world.send(fundsReleased(cashOutId, 102_500n));
    await eventually(async () =>
      JSON.stringify(await world.cashOutOf(cashOutId)).includes('FUNDS_RELEASED'),
    );
    expect(await world.balanceOf(ani)).toBe(before);
  });

  test('late, by callback: it fails with the bank’s reason, and KasPro moved nothing', async () => {
    await world.faults({ operation: 'callback', fault: 'refuse', code: 130_003, count: 1 });
    const cashOutId = await heldFor();
    expect(await world.becomes(cashOutId, 'FAILED')).toMatchObject({
      reason: 'BENEFICIARY_BANK_OFFLINE',
    });
    expect(await world.effectsOf(cashOutId)).toBe(0);
  });

  test('for maintenance: it stays held, and goes again under the same reference', async () => {
    await world.faults({ operation: 'bank-transfer', fault: 'refuse', code: 900_001, count: 1 });
    const cashOutId = await heldFor();
    expect(await world.becomes(cashOutId, 'SETTLED')).toMatchObject({
      partnerReference: cashOutId,
    });
    expect(world.published('CashOutFailed', cashOutId)).toEqual([]);
  });

  test('and then pays all the same: a late success is told once, and cries for an operator', async () => {
    await world.faults({ operation: 'callback', fault: 'refuse', code: 130_003, count: 1 });
    const cashOutId = await heldFor(50_000);
    await world.becomes(cashOutId, 'FAILED');
    await world.faults({ operation: 'callback', fault: 'duplicate' });
    const partnerReference = cashOutId;
    await world.sandbox('POST', 'outcome', { partnerReference, outcome: 'SUCCESS' });
    await eventually(() => world.published('LateSuccessReported', cashOutId).length === 1);
    const [late] = world.published('LateSuccessReported', cashOutId);
    expect(late?.data).toMatchObject({ requestId: cashOutId, amount: 52_500n });
    const found = await world.cashOutOf(cashOutId);
    expect(found).toMatchObject({ status: 'FAILED' });
    const cries = world.lines.filter((line) => line.includes('AKT_LATE_SUCCESS'));
    expect(cries).toHaveLength(1);
    expect(world.published('LateSuccessReported', cashOutId)).toHaveLength(1);
  });
});

test('what the wallet refuses fails by the wallet’s reason, and KasPro is never asked', async () => {
  const cashOutId = await world.asked(ani, TO_BANK);
  await world.send(fundsRefused(cashOutId, 'INSUFFICIENT_FUNDS'));
  expect(await world.becomes(cashOutId, 'FAILED')).toMatchObject({ reason: 'INSUFFICIENT_FUNDS' });
  expect(await world.sandbox('GET', `calls?partnerReference=${cashOutId}`)).toMatchObject({
    calls: [],
  });
});

test('a hold that is too small sends nothing', async () => {
  const cashOutId = await world.asked(ani, TO_BANK);
  await world.send(fundsHeld(cashOutId, 100_000n));
  expect(await world.becomes(cashOutId, 'FAILED')).toMatchObject({ reason: 'HOLD_TOO_SMALL' });
  expect(world.lines.some((line) => line.includes('AKT_HOLD_TOO_SMALL'))).toBe(true);
});
