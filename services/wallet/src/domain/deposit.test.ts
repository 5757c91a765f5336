import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { ready, request, endAll, topUp, type World } from './world.samples.ts';

const cashRide = (world: World, ride: string, amount: number): void => {
  request(world, {
    paymentId: `c-${ride}`,
    reference: ride,
    kind: 'CASH_COMMISSION',
    payerId: 'driver',
    amount,
    splits: [{ walletId: 'platform:commission', amount: rupiah(amount) }],
    capture: 'NOW',
  });
  endAll(world);
};
const told = (world: World): unknown[] =>
  world.published.filter((one) => one.type === 'DriverDepositLow').map((one) => one.data);

describe('a driver’s deposit', () => {
  it('that falls below what a service needs is told, once, with its service', () => {
    const world = ready();
    topUp(world, 'driver:driver', 60_000);
    cashRide(world, 'r1', 15_000);
    cashRide(world, 'r2', 5_000);
    expect(told(world)).toEqual([
      { customerId: 'driver', available: 45_000n, threshold: 50_000n, service: 'CAR' },
    ]);
  });

  it('that falls through two minima at once is told for both', () => {
    const world = ready();
    topUp(world, 'driver:driver', 60_000);
    cashRide(world, 'r1', 55_000);
    expect(told(world)).toMatchObject([{ service: 'BIKE' }, { service: 'CAR' }]);
  });

  it('is told again when it was above in between', () => {
    const world = ready();
    topUp(world, 'driver:driver', 60_000);
    cashRide(world, 'r1', 15_000);
    topUp(world, 'driver:driver', 20_000);
    cashRide(world, 'r2', 20_000);
    expect(told(world)).toHaveLength(2);
  });

  it('is a driver’s: a rider’s wallet is told to nobody', () => {
    const world = ready(60_000);
    request(world, { paymentId: 'p1', amount: 55_000, capture: 'LATER' });
    expect(told(world)).toEqual([]);
  });
});
