import type { Stack } from '../stack/start-stack.ts';
import { register, topUp, untilHolds, type Person } from './people.ts';

/** Who takes part. */
export interface Cast {
  /** With money. */
  readonly riders: readonly Person[];
  /** Without enough. */
  readonly shortRiders: readonly Person[];
  readonly drivers: readonly Person[];
}

const RIDERS = 8;
const SHORT_RIDERS = 2;
const DRIVERS = 5;
/** Rupiah on a rider's wallet at the start, and what is added when it runs low. */
export const RIDER_TOP_UP = 400_000;
const SHORT_RIDER_TOP_UP = 5_000;
/** A driver's deposit, from which the commission of cash rides is taken. */
export const DRIVER_TOP_UP = 150_000;

/** Registers riders and drivers and tops them up; resolves when all the money is there. */
export async function gatherCast(stack: Stack): Promise<Cast> {
  const [riders, shortRiders, drivers] = await Promise.all([
    gather(stack, { count: RIDERS, role: 'USER', name: 'Penumpang', amount: RIDER_TOP_UP }),
    gather(stack, {
      count: SHORT_RIDERS,
      role: 'USER',
      name: 'Penumpang Hemat',
      amount: SHORT_RIDER_TOP_UP,
    }),
    gather(stack, { count: DRIVERS, role: 'DRIVER', name: 'Pengemudi', amount: DRIVER_TOP_UP }),
  ]);
  return { riders, shortRiders, drivers };
}

interface Group {
  readonly count: number;
  readonly role: Person['role'];
  readonly name: string;
  readonly amount: number;
}

async function gather(stack: Stack, group: Group): Promise<readonly Person[]> {
  const numbers = Array.from({ length: group.count }, (_, index) => index);
  return Promise.all(
    numbers.map(async (index) => {
      const letter = String.fromCharCode('A'.charCodeAt(0) + index);
      const person = await register(stack, group.role, `${group.name} ${letter}`);
      await untilHolds(stack, person, 0);
      await topUp(stack, person, group.amount);
      await untilHolds(stack, person, group.amount);
      return person;
    }),
  );
}
