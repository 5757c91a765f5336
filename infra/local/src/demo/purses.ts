import { DRIVER_TOP_UP, RIDER_TOP_UP, type Cast } from './cast.ts';
import type { Person } from './people.ts';

// A purse that holds less than this is filled up again.
const LOW = 120_000n;

/** Keeps those who have money in money, by counting what they pay. */
export interface Purses {
  paid(customerId: string, amount: bigint): void;
}

export function createPurses(cast: Cast, fill: (person: Person, amount: number) => void): Purses {
  const purses = new Map<string, { person: Person; amount: number; left: bigint }>();
  const add = (person: Person, amount: number): void => {
    purses.set(person.customerId, { person, amount, left: BigInt(amount) });
  };
  for (const rider of cast.riders) add(rider, RIDER_TOP_UP);
  for (const driver of cast.drivers) add(driver, DRIVER_TOP_UP);
  return {
    paid(customerId, amount) {
      const purse = purses.get(customerId);
      if (!purse) return;
      purse.left -= amount;
      if (purse.left >= LOW) return;
      purse.left += BigInt(purse.amount);
      fill(purse.person, purse.amount);
    },
  };
}
