import type { Stack } from '../stack/start-stack.ts';
import type { Mix } from './mix.ts';
import { register, proveIdentity, topUp, untilHolds, type Person } from './people.ts';

export type Part = 'rider' | 'shortRider' | 'driver' | 'sender' | 'merchant' | 'saver';

interface Casting {
  readonly count: number;
  readonly role: Person['role'];
  readonly name: string;
  /** Rupiah in the wallet at the start. */
  readonly start: number;
  /** What is added whenever it runs low; 0: nothing ever. */
  readonly fill: number;
  /** Proves the identity, so as to be allowed to send money and to take it out; drivers and merchants always do. */
  readonly premium?: boolean;
}

export const CASTING: Readonly<Record<Part, Casting>> = {
  rider: { count: 8, role: 'USER', name: 'Penumpang', start: 400_000, fill: 400_000 },
  /** Without enough for any ride. */
  shortRider: { count: 2, role: 'USER', name: 'Penumpang Hemat', start: 5_000, fill: 0 },
  /** The commission of cash rides is taken from the deposit. */
  driver: { count: 5, role: 'DRIVER', name: 'Pengemudi', start: 150_000, fill: 150_000 },
  /** Sends money to the next one, and takes some out. */
  sender: {
    count: 3,
    role: 'USER',
    name: 'Pengirim',
    start: 500_000,
    fill: 500_000,
    premium: true,
  },
  merchant: { count: 2, role: 'MERCHANT', name: 'Warung', start: 0, fill: 0 },
  /** Keeps the wallet all but full: BASIC holds 2,000,000. */
  saver: { count: 1, role: 'USER', name: 'Penabung', start: 1_990_000, fill: 0 },
};

const PARTS: Readonly<Record<Mix, readonly Part[]>> = {
  rides: ['rider', 'shortRider', 'driver'],
  all: ['rider', 'shortRider', 'driver', 'sender', 'merchant', 'saver'],
};

/** Who takes part. People leave and others come while it is played. */
export interface Cast {
  readonly parts: ReadonlyMap<Part, readonly Person[]>;
  /** Whose turn it is: an index, taken modulo how many there are. */
  turn(part: Part, n: number): Person;
  /** Puts somebody in another's place. */
  replace(part: Part, leaving: Person, coming: Person): void;
  /** All who ever took part. */
  everyone(): readonly Person[];
}

export function createCast(groups: ReadonlyMap<Part, readonly Person[]>): Cast {
  const parts = new Map(groups);
  const everyone = [...parts.values()].flat();
  return {
    parts,
    turn(part, n) {
      const people = parts.get(part) ?? [];
      const person = people[n % people.length];
      if (!person) throw new Error(`AKT_EMPTY_CAST: nobody is ${part}`);
      return person;
    },
    replace(part, leaving, coming) {
      const people = parts.get(part) ?? [];
      parts.set(
        part,
        people.map((person) => (person === leaving ? coming : person)),
      );
      everyone.push(coming);
    },
    everyone: () => everyone,
  };
}

/** Registers everybody whom the mix needs and tops them up; resolves when all the money is there. */
export async function gatherCast(stack: Stack, mix: Mix): Promise<Cast> {
  const groups = PARTS[mix].map(async (part) => {
    const letters = Array.from({ length: CASTING[part].count }, (_, index) => letterOf(index));
    const people = await Promise.all(letters.map((letter) => hire(stack, part, letter)));
    return [part, people] as const;
  });
  return createCast(new Map(await Promise.all(groups)));
}

const letterOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

export const tierOf = (part: Part): 'BASIC' | 'PREMIUM' =>
  CASTING[part].premium || CASTING[part].role !== 'USER' ? 'PREMIUM' : 'BASIC';

/** Somebody new for this part, with the money that it starts with. */
export async function hire(stack: Stack, part: Part, letter: string): Promise<Person> {
  const { role, name, start, premium } = CASTING[part];
  const person = await register(stack, role, `${name} ${letter}`);
  if (premium) await proveIdentity(stack, person.customerId);
  const tier = tierOf(part);
  await untilHolds(stack, person, 0, tier);
  if (start === 0) return person;
  await topUp(stack, person, start);
  await untilHolds(stack, person, start, tier);
  return person;
}
