/** KasPro is broken at one click, the watcher notices, and everything heals once it is well again. */
import { randomUUID } from 'node:crypto';
import type { Person } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './console/browser-session.ts';
import { type Onlookers, openOnlookers, WALLET } from './console/onlookers.ts';
import { AFTER_A_FAULT, attach, type Platform, ride } from './platform.ts';

let platform: Platform;
let seen: Onlookers;
beforeAll(async () => {
  platform = await attach();
  seen = await openOnlookers(platform.stack);
});
afterAll(async () => {
  await platform.faults([]);
  await platform.detach();
});

describe('KasPro, broken at one click', () => {
  let riders: Person[];
  let driver: Person;
  beforeAll(async () => {
    riders = await Promise.all([1, 2, 3, 4].map(() => platform.person('USER', 1_000_000)));
    driver = await platform.person('DRIVER');
  });

  /** Books and completes so many rides; answers their ids. */
  async function play(count: number): Promise<readonly string[]> {
    const rides = Array.from({ length: count }, (_, n) => {
      const rider = riders[n % riders.length];
      if (!rider) throw new Error('nobody to ride');
      const rideId = `ride-${randomUUID()}`;
      return { rideId, ...ride({ rideId, rider, driver, fare: 10_000 }) };
    });
    for (const { booked, completed } of rides) {
      await platform.rides.publish(booked);
      await platform.rides.publish(completed);
    }
    return rides.map(({ rideId }) => rideId);
  }
  async function paid(rideIds: readonly string[]): Promise<void> {
    for (const rideId of rideIds) await platform.becomes(rideId, ['SETTLED'], AFTER_A_FAULT);
    expect(await platform.booksAgree([...riders, driver])).toBe(true);
  }

  it('is away: the breaker opens, rides wait, a new console knows of it; then all heals by itself', async () => {
    const start = new Date();
    expect((await seen.turn('kaspro-outage', true)).body).toMatchObject({ running: true });
    const rideIds = await play(60);
    const incident = await eventually(() => seen.openOf('breaker-open', start), AFTER_A_FAULT);
    for (const rideId of rideIds.slice(0, 5)) {
      expect((await platform.payment(rideId)).status).toBe('REQUESTED');
    }
    await seen.restartConsole();
    expect(await seen.isOn('kaspro-outage')).toBe(true);
    expect((await seen.turn('kaspro-outage', false)).body).toMatchObject({ running: false });
    await paid(rideIds);
    await eventually(() => seen.hasEnded(incident), AFTER_A_FAULT);
  });

  it('acts and its answers are lost: nobody pays twice, and what is unknown is found out', async () => {
    expect((await seen.turn('lost-answers', true)).body).toMatchObject({ running: true });
    const rideIds = await play(8);
    await eventually(async () => {
      const { body } = await ask(seen.reader, WALLET);
      return body.instructions.UNKNOWN > 0;
    }, AFTER_A_FAULT);
    await seen.turn('lost-answers', false);
    await paid(rideIds);
    expect(await seen.isOn('lost-answers')).toBe(false);
  });
});
