import { register, topUp, untilHolds, type Person, type Stack } from '@angkutan/local';

/** Who rides and drives in a run, all with money. */
export interface People {
  readonly riders: readonly Person[];
  readonly drivers: readonly Person[];
}

const RIDERS = 80;
const DRIVERS = 20;
/** Rupiah; a BASIC wallet may hold 2,000,000. It lasts for about 190 rides, so that of all for 15,000. */
const RIDER_TOP_UP = 1_900_000;
/** Rupiah; the deposit from which the commission of cash rides is taken. */
const DRIVER_TOP_UP = 1_000_000;
/** Registrations at once: people come at the pace of a sign-up day, not of an attack. */
const AT_ONCE = 8;

/** Registers everybody and tops them up, the way the apps do; resolves when all the money is there. */
export async function gatherPeople(
  stack: Stack,
  onProgress: (ready: number, all: number) => void,
): Promise<People> {
  const wanted = [
    ...Array.from({ length: RIDERS }, () => ({ role: 'USER', amount: RIDER_TOP_UP }) as const),
    ...Array.from({ length: DRIVERS }, () => ({ role: 'DRIVER', amount: DRIVER_TOP_UP }) as const),
  ];
  const people: Person[] = [];
  // One iterator, shared by all lanes: each takes the next one that nobody has taken.
  const queue = wanted.entries();
  const lane = async (): Promise<void> => {
    for (const [index, { role, amount }] of queue) {
      const person = await register(stack, role, `Bench ${index + 1}`);
      await untilHolds(stack, person, 0);
      await topUp(stack, person, amount);
      await untilHolds(stack, person, amount);
      people.push(person);
      onProgress(people.length, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return {
    riders: people.filter(({ role }) => role === 'USER'),
    drivers: people.filter(({ role }) => role === 'DRIVER'),
  };
}
