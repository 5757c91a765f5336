import { randomUUID } from 'node:crypto';
import type { Person } from '@angkutan/local';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AFTER_A_FAULT, attach, type Platform, ride } from './platform.ts';

const RIDES = 24;
const FINAL = ['SETTLED', 'OUTSTANDING', 'FAILED', 'VOIDED'];

let platform: Platform;
let riders: Person[];
let drivers: Person[];
beforeAll(async () => {
  platform = await attach();
  riders = await Promise.all([1, 2, 3, 4].map(() => platform.person('USER', 1_000_000)));
  drivers = await Promise.all([1, 2, 3].map(() => platform.person('DRIVER', 0)));
});
afterEach(() => platform.faults([]));
afterAll(async () => {
  await platform.detach();
});

interface Traffic {
  readonly rideIds: readonly string[];
  readonly fares: ReadonlyMap<string, number>;
}

/** Rides whose events come twice, with something done in the middle of them. */
async function playRides(inTheMiddle: () => Promise<void> | void): Promise<Traffic> {
  const fares = new Map<string, number>();
  for (let n = 0; n < RIDES; n += 1) {
    const rideId = `ride-${randomUUID()}`;
    const rider = riders[n % riders.length];
    const driver = drivers[n % drivers.length];
    if (!rider || !driver) throw new Error('nobody to ride');
    const fare = 10_000 + n * 100;
    fares.set(rideId, fare);
    const { booked, completed } = ride({ rideId, rider, driver, fare });
    await platform.rides.publish(booked);
    await platform.rides.publish(booked);
    if (n === RIDES / 2) await inTheMiddle();
    await platform.rides.publish(completed);
    await platform.rides.publish(completed);
  }
  return { rideIds: [...fares.keys()], fares };
}

/** Every ride is paid exactly once, and the ledger equals KasPro's accounts. */
async function expectPaidOnce({ rideIds, fares }: Traffic): Promise<void> {
  for (const rideId of rideIds) {
    const payment = await platform.becomes(rideId, FINAL, AFTER_A_FAULT);
    expect(payment).toMatchObject({ status: 'SETTLED', amount: fares.get(rideId) });
  }
  await platform.booksAgree([...riders, ...drivers]);
  const settled = settledCounts();
  for (const rideId of rideIds) expect(settled.get(rideId)).toBe(1);
}

/** Distinct PaymentSettled events by ride: the same event may be delivered again, a second one may not exist. */
function settledCounts(): Map<string, number> {
  const events = new Map<string, Set<string>>();
  for (const one of platform.heard) {
    if (one.type !== 'PaymentSettled') continue;
    const ids = events.get(one.data.reference) ?? new Set();
    events.set(one.data.reference, ids.add(one.data.eventId));
  }
  return new Map([...events].map(([rideId, ids]) => [rideId, ids.size]));
}

const driversEarned = async (): Promise<number> =>
  (await Promise.all(drivers.map((one) => platform.available(one)))).reduce((a, b) => a + b, 0);

describe('killed with -9 in the middle of rides', () => {
  it.each([
    ['wallet', 0],
    ['wallet', 1],
    ['payments', 0],
    ['payments', 1],
  ] as const)('%s (instance %d): every ride is paid once', async (service, instance) => {
    const before = await driversEarned();
    const traffic = await playRides(() => platform.kill(service, instance));
    await expectPaidOnce(traffic);
    const fares = [...traffic.fares.values()].reduce((a, b) => a + b, 0);
    expect(await driversEarned()).toBe(before + fares * 0.8);
  });

  it('both instances of both services: every ride is paid once', async () => {
    const traffic = await playRides(() => {
      for (const service of ['wallet', 'payments'] as const) {
        for (const instance of [0, 1]) platform.kill(service, instance);
      }
    });
    await expectPaidOnce(traffic);
  });
});

describe('KasPro misbehaving in the middle of rides', () => {
  it.each(['act-then-timeout', 'act-then-reset', 'error-500', 'garbage', 'refuse'])(
    '%s: every ride is paid once',
    async (fault) => {
      // A refusal that says "not done" is tried again; the others are unknown until KasPro is asked.
      const rule = { operation: 'p2p', fault, probability: 0.2, ms: 6_000 };
      const code = fault === 'refuse' ? { code: 900_001 } : {};
      const traffic = await playRides(() => platform.faults([{ ...rule, ...code }]));
      await platform.faults([]);
      await expectPaidOnce(traffic);
    },
  );

  it('an outage of KasPro: rides wait, and are paid once it is over', async () => {
    const traffic = await playRides(() =>
      platform.faults([{ operation: '*', fault: 'outage', ms: 3_000 }]),
    );
    await platform.faults([]);
    await expectPaidOnce(traffic);
  });
});
