/** The whole platform for a test: real parts, two instances of every service, the ride platform's side, and its books. */
import { randomUUID } from 'node:crypto';
import type { AnyEvent } from '@angkutan/events';
import {
  loadSigningKey,
  openRidePlatform,
  payIn,
  perService,
  type Person,
  readStack,
  register,
  type RideEvent,
  type RidePlatform,
  type ServiceName,
  type Stack,
  topUp,
  untilHolds,
} from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { inject } from 'vitest';
import { type Calls, openCalls, type Payment } from './calls.ts';

/** How long anything may take to become final without a fault, and after one. */
export const SOON = { within: 20_000 };
export const AFTER_A_FAULT = { within: 60_000 };

export interface Platform extends Calls {
  readonly stack: Stack;
  readonly rides: RidePlatform;
  /** Everything the payments topic has told since the start. */
  readonly heard: AnyEvent[];
  person(role: Person['role'], balance?: number): Promise<Person>;
  /** Pays into the person's wallet; answers KasPro's reference of it. */
  pay(person: Person, amount: number): Promise<string>;
  /** Waits until the ride's payment has one of these statuses. */
  becomes(
    rideId: string,
    statuses: readonly string[],
    patience?: { within: number },
  ): Promise<Payment>;
  available(person: Person): Promise<number>;
  faults(rules: readonly object[]): Promise<void>;
  kill(service: ServiceName, instance: number): void;
  /** Waits until nothing is in flight, then compares the ledger with KasPro's accounts, one by one. */
  booksAgree(people: readonly Person[]): Promise<boolean>;
  detach(): Promise<void>;
}

/** The stack that this run has started, as the tests reach it. */
export async function attach(): Promise<Platform> {
  const given = inject('e2e');
  const { stateDir } = given;
  const key = await loadSigningKey(stateDir);
  const stack: Stack = {
    ...given,
    token: key.token,
    stop: () => Promise.resolve(),
    get services() {
      return servicesOf(stateDir);
    },
  };
  const heard: AnyEvent[] = [];
  const rides = await openRidePlatform(stack, (event) => void heard.push(event));
  const calls = await openCalls(stack);

  return {
    ...calls,
    stack,
    rides,
    heard,
    person: async (role, amount = 0) => {
      const person = await register(stack, role, 'Budi Santoso');
      await untilHolds(stack, person, 0);
      if (amount > 0) await topUp(stack, person, amount);
      await untilHolds(stack, person, amount);
      return person;
    },
    pay: (person, amount) => payIn(stack, person, { amount, way: 'VIRTUAL_ACCOUNT' }),
    becomes: (rideId, statuses, patience = SOON) =>
      eventually(async () => {
        const found = await calls.payment(rideId);
        if (statuses.includes(found.status)) return found;
        throw new Error(`the payment of ${rideId} is ${found.status}`);
      }, patience),
    available: async (person) => (await calls.wallet(person)).available,
    faults: async (rules) => {
      const answer = await fetch(`${stack.kaspro.url}/sandbox/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ seed: 7, rules }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    kill: (of, instance) => {
      const running = stack.services[of][instance];
      if (!running) throw new Error(`no instance ${instance} of ${of}`);
      process.kill(running.pid, 'SIGKILL');
    },
    booksAgree: (people) => eventually(() => calls.booksAgree(people), AFTER_A_FAULT),
    detach: () => rides.stop(),
  };
}

export type Completion = Partial<Extract<RideEvent, { type: 'RideCompleted' }>['data']>;

/** The two events of a wallet-paid bike ride of this fare, completed otherwise where `completion` says so. */
export function ride(
  { rideId, rider, driver, fare = 20_000 }: RideParts,
  completion: Completion = {},
): { booked: RideEvent; completed: RideEvent } {
  const both = {
    rideId,
    riderId: rider.customerId,
    service: 'BIKE',
    paymentMethod: 'WALLET',
    promoDiscount: 0n,
    merchantId: null,
    goodsAmount: 0n,
  };
  const driverId = driver.customerId;
  const completed = { ...both, driverId, fare: BigInt(fare), tolls: 0n, ...completion };
  return {
    booked: { type: 'RideBooked', data: { ...both, estimatedFare: BigInt(fare + 5_000) } },
    completed: { type: 'RideCompleted', data: completed },
  };
}

/** A ride of two new people, booked, completed and paid; answers its id. */
export async function settledRide(platform: Platform): Promise<string> {
  const [rider, driver] = await Promise.all([
    platform.person('USER', 100_000),
    platform.person('DRIVER'),
  ]);
  const rideId = `ride-${randomUUID()}`;
  const { booked, completed } = ride({ rideId, rider, driver });
  await platform.rides.publish(booked);
  await platform.becomes(rideId, ['HELD']);
  await platform.rides.publish(completed);
  await platform.becomes(rideId, ['SETTLED']);
  return rideId;
}

export interface RideParts {
  readonly rideId: string;
  readonly rider: Pick<Person, 'customerId'>;
  readonly driver: Pick<Person, 'customerId'>;
  readonly fare?: number;
}

function servicesOf(stateDir: string): Stack['services'] {
  const services = readStack(stateDir)?.services;
  if (!services) throw new Error('the stack is not running');
  return perService((name) => services[name]?.instances ?? []);
}
