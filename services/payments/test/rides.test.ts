import { metrics } from '@angkutan/telemetry';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aRide,
  booked,
  cancelled,
  completed,
  debtCollected,
  fundsHeld,
  fundsRefused,
  fundsReleased,
  transferPosted,
  walletOpened,
} from './events.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

let payments: PaymentsUnderTest;
beforeAll(async () => {
  payments = await paymentsUnderTest();
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
});
afterAll(() => payments?.close());

/** The types of what was published of a ride, once the last of them is there. */
async function told(rideId: string, last: string): Promise<string[]> {
  return eventually(() => {
    const own = payments.published().filter(({ data }) => data.paymentId.startsWith(rideId));
    const types = own.map(({ type, data }) => `${type} ${data.paymentId.slice(rideId.length + 1)}`);
    if (!types.includes(last)) throw new Error(`only ${types.join(', ')}`);
    return types;
  });
}

const dataOf = (rideId: string, type: string) =>
  payments
    .published()
    .find((event) => event.type === type && event.data.paymentId.startsWith(rideId))?.data;

/** What is shown of the payments of rides in a state, or since something. */
async function measured(name: string, by: { status?: string; since?: string }): Promise<number> {
  const shown = await metrics.getSingleMetric(name)?.get();
  const own = shown?.values.filter(({ labels }) => labels['kind'] === 'RIDE') ?? [];
  return own
    .filter(({ labels }) => labels['status'] === by.status && labels['since'] === by.since)
    .reduce((sum, { value }) => sum + value, 0);
}

describe('a ride paid from the wallet', () => {
  test('is counted once it has settled, and its time to the settlement is measured', async () => {
    const settled = () => measured('angkutan_payments_total', { status: 'SETTLED' });
    const before = await settled();
    const ride = aRide();
    const hold = `${ride.rideId}.ride.1`;
    await payments.send(booked(ride));
    await told(ride.rideId, 'PaymentRequested ride.1');
    await payments.send(fundsHeld(hold), completed(ride));
    await told(ride.rideId, 'PaymentCaptureRequested ride.1');
    await payments.send(transferPosted(hold));
    await told(ride.rideId, 'PaymentSettled ride.1');
    await eventually(async () => (await settled()) === before + 1);
    expect(await measured('angkutan_payment_seconds', { since: 'requested' })).toBeGreaterThan(0);
    expect(await measured('angkutan_payment_seconds', { since: 'completed' })).toBeGreaterThan(0);
  });

  test('is held, captured with its splits, and settled', async () => {
    const ride = aRide();
    const hold = `${ride.rideId}.ride.1`;
    await payments.send(booked(ride));
    await told(ride.rideId, 'PaymentRequested ride.1');
    await payments.send(fundsHeld(hold));
    await told(ride.rideId, 'PaymentHeld ride.1');
    await payments.send(completed(ride, { promoDiscount: 6_000n, tolls: 2_000n }));
    await told(ride.rideId, 'PaymentCaptureRequested ride.1');
    await payments.send(transferPosted(hold), fundsReleased(hold, 9_000n));
    expect(await told(ride.rideId, 'PaymentSettled ride.1')).toEqual([
      'PaymentRequested ride.1',
      'PaymentHeld ride.1',
      'PaymentCaptureRequested ride.1',
      'PaymentSettled ride.1',
    ]);
    expect(dataOf(ride.rideId, 'PaymentRequested')).toMatchObject({
      kind: 'RIDE',
      reference: ride.rideId,
      payerId: 'ani',
      amount: 30_000n,
      splits: [],
      capture: 'LATER',
    });
    const splits = [
      { walletId: 'wallet-of-budi-as-DRIVER', amount: 20_000n, purpose: 'DRIVER_SHARE' },
      { walletId: 'wallet-of-budi-as-DRIVER', amount: 2_000n, purpose: 'TOLLS' },
      { walletId: 'platform:commission', amount: 5_000n, purpose: 'COMMISSION' },
      { walletId: 'platform:promotion', amount: -6_000n, purpose: 'PROMOTION' },
    ];
    expect(dataOf(ride.rideId, 'PaymentCaptureRequested')).toMatchObject({
      reference: ride.rideId,
      amount: 21_000n,
      splits,
    });
    expect(dataOf(ride.rideId, 'PaymentSettled')).toMatchObject({
      kind: 'RIDE',
      reference: ride.rideId,
      payerId: 'ani',
      amount: 21_000n,
      splits,
      providerReference: `${hold}-hold`,
    });
  });

  test('is charged anew when its hold was refused, and settles when the debt is collected', async () => {
    const ride = aRide();
    const [first, second] = [`${ride.rideId}.ride.1`, `${ride.rideId}.ride.2`];
    await payments.send(booked(ride), completed(ride));
    await told(ride.rideId, 'PaymentRequested ride.1');
    await payments.send(fundsRefused(first));
    await told(ride.rideId, 'PaymentRequested ride.2');
    await payments.send(transferPosted(second, 9_000n), debtCollected(second, 9_000n, 0n));
    await told(ride.rideId, 'PaymentFailed ride.1');
    const all = await told(ride.rideId, 'PaymentSettled ride.2');
    // Each payment is a key of its own, and only within a key does the topic keep the order.
    expect(all.filter((type) => type.endsWith('ride.1'))).toEqual([
      'PaymentRequested ride.1',
      'PaymentFailed ride.1',
    ]);
    expect(all.filter((type) => type.endsWith('ride.2'))).toEqual([
      'PaymentRequested ride.2',
      'PaymentOutstanding ride.2',
      'PaymentSettled ride.2',
    ]);
    expect(dataOf(ride.rideId, 'PaymentFailed')).toMatchObject({ reason: 'INSUFFICIENT_FUNDS' });
    expect(dataOf(ride.rideId, 'PaymentOutstanding')).toMatchObject({ outstanding: 9_000n });
  });

  test('pays once though its events come five times, under the same name and under others', async () => {
    const ride = aRide();
    const [book, complete] = [booked(ride), completed(ride)];
    await payments.send(book, book, complete, complete, complete, booked(ride), completed(ride));
    await told(ride.rideId, 'PaymentRequested ride.1');
    const held = fundsHeld(`${ride.rideId}.ride.1`);
    const posted = transferPosted(`${ride.rideId}.ride.1`);
    await payments.send(held, held, posted, posted, transferPosted(`${ride.rideId}.ride.1`));
    await told(ride.rideId, 'PaymentSettled ride.1');
    await payments.send(complete, completed(ride));
    const after = aRide();
    await payments.send(completed(after));
    await told(after.rideId, 'PaymentRequested ride.1');
    expect(await told(ride.rideId, 'PaymentSettled ride.1')).toHaveLength(4);
  });
});

test('a ride paid in cash voids its hold and charges the driver the commission', async () => {
  const ride = aRide();
  await payments.send(booked(ride));
  await told(ride.rideId, 'PaymentRequested ride.1');
  await payments.send(fundsHeld(`${ride.rideId}.ride.1`));
  await payments.send(completed(ride, { paymentMethod: 'CASH' }));
  await told(ride.rideId, 'PaymentRequested cash.1');
  await payments.send(fundsReleased(`${ride.rideId}.ride.1`));
  await told(ride.rideId, 'PaymentVoided ride.1');
  await payments.send(transferPosted(`${ride.rideId}.cash.1`, 0n, 'budi'));
  await told(ride.rideId, 'PaymentSettled cash.1');
  await told(ride.rideId, 'PaymentVoidRequested ride.1');
  expect(dataOf(ride.rideId, 'PaymentSettled')).toMatchObject({
    kind: 'CASH_COMMISSION',
    payerId: 'budi',
    amount: 5_000n,
  });
});

test('a cancelled ride gives the hold back, or takes the fee from it', async () => {
  const [free, charged] = [aRide(), aRide()];
  await payments.send(booked(free), booked(charged), cancelled(free), cancelled(charged, 8_000n));
  await told(free.rideId, 'PaymentRequested ride.1');
  await told(charged.rideId, 'PaymentRequested ride.1');
  await payments.send(fundsHeld(`${free.rideId}.ride.1`), fundsHeld(`${charged.rideId}.ride.1`));
  await told(free.rideId, 'PaymentVoidRequested ride.1');
  await told(charged.rideId, 'PaymentCaptureRequested ride.1');
  expect(dataOf(charged.rideId, 'PaymentCaptureRequested')).toMatchObject({
    amount: 8_000n,
    splits: [{ walletId: 'wallet-of-budi-as-DRIVER', amount: 8_000n, purpose: 'CANCELLATION_FEE' }],
  });
});

test('a ride told both completed and cancelled raises an alert once it is committed', async () => {
  const ride = aRide();
  await payments.send(completed(ride), cancelled(ride), cancelled(ride));
  await eventually(() => payments.lines.some((line) => line.includes(ride.rideId)));
  const after = aRide();
  await payments.send(completed(after));
  await told(after.rideId, 'PaymentRequested ride.1');
  const alerts = payments.lines.filter((line) => line.includes(ride.rideId));
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toContain('AKT_RIDE_COMPLETED_AND_CANCELLED');
});
