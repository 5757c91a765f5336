import { describe, expect, test } from 'vitest';
import { CASTING, createCast, type Cast, type Part } from './cast.ts';
import { actBeside } from './mix.ts';
import type { Person } from './people.ts';
import { createPurses, type Purses } from './purses.ts';
import { isShort, scriptedDelivery, scriptedRide, type ScriptedRide } from './script.ts';

/** What the law lets somebody have, and get within a month. Nobody here sees a month end. */
const LAW = {
  BASIC: { balance: 2_000_000, incoming: 20_000_000 },
  PREMIUM: { balance: 20_000_000, incoming: 40_000_000 },
};
/** Somebody new comes only after so many rides: ten seconds of a demo as it is by default. */
const COMES_AFTER = 20;

interface Wallet {
  readonly part: Part;
  available: number;
  incoming: number;
}

/** The wallets as they really are, beside the purses that only count. */
function world() {
  const wallets = new Map<string, Wallet>();
  const broken: string[] = [];
  let born = 0;
  const birth = (part: Part): Person => {
    const customerId = `${part}-${++born}`;
    const { start, role } = CASTING[part];
    wallets.set(customerId, { part, available: start, incoming: start });
    return { customerId, role, mobileNumber: '', account: '' };
  };
  const crew = (part: Part): [Part, Person[]] => [
    part,
    Array.from({ length: CASTING[part].count }, () => birth(part)),
  ];
  const cast = createCast(
    new Map((['rider', 'shortRider', 'driver', 'sender'] as const).map(crew)),
  );
  const waiting: { at: number; come: () => void }[] = [];
  let now = 0;
  const move = (who: string, amount: number, counts: boolean): void => {
    const wallet = wallets.get(who);
    if (!wallet) throw new Error(`nobody is ${who}`);
    wallet.available += amount;
    if (counts) wallet.incoming += amount;
    const law = ['rider', 'shortRider'].includes(wallet.part) ? LAW.BASIC : LAW.PREMIUM;
    const short = wallet.available < 0 && wallet.part !== 'shortRider';
    if (short || wallet.available > law.balance || wallet.incoming > law.incoming) broken.push(who);
  };
  const purses = createPurses(cast, {
    fill: ({ customerId }, amount) => move(customerId, amount, true),
    replace: (part, found) =>
      void waiting.push({ at: now + COMES_AFTER, come: () => found(birth(part)) }),
  });
  const tick = (): void => {
    now += 1;
    while (waiting[0] && waiting[0].at <= now) waiting.shift()?.come();
  };
  return { cast, purses, move, tick, broken, wallets };
}

type World = ReturnType<typeof world>;

function drive({ cast, purses, move }: World, ride: ScriptedRide): void {
  const rider = cast.turn(isShort(ride.scene) ? 'shortRider' : 'rider', ride.turn).customerId;
  const driver = cast.turn('driver', ride.turn).customerId;
  const paid = ride.fare + ride.goodsAmount - ride.promoDiscount;
  if (ride.scene === 'CASH') {
    move(driver, -Number(ride.fare / 5n), false);
    return purses.paid(driver, ride.fare / 5n);
  }
  if (['CANCELLED_FREE', 'CANCELLED_FEE', 'SHORT_BOOKED'].includes(ride.scene)) return;
  move(rider, -Number(paid), false);
  move(driver, Number((ride.fare * 4n) / 5n), false);
  purses.paid(rider, paid);
  purses.earned(driver, paid);
}

function act(stage: World, n: number): void {
  const { cast, purses, move } = stage;
  const one = actBeside(n);
  const turn = n + Math.floor(n / 20);
  const receive = (who: string, amount: number): void => {
    move(who, amount, true);
    purses.received(who, BigInt(amount));
  };
  const pay = (who: string, amount: number): void => {
    move(who, -amount, false);
    purses.paid(who, BigInt(amount));
  };
  const who = (part: Part, after = 0): string => cast.turn(part, turn + after).customerId;
  switch (one?.kind) {
    case 'delivery':
      return drive(stage, scriptedDelivery('run', n));
    case 'top-up':
      return receive(who(one.to), one.amount);
    case 'qris':
      return pay(who('rider'), one.amount ?? 17_000);
    case 'cash-out':
      return pay(who(one.from), one.amount + 5_000);
    case 'p2p':
      pay(who('sender'), one.amount);
      return receive(who('sender', 1), one.amount);
    default:
      return;
  }
}

const TWO_DAYS = 2 * 86_400 * 2;

describe('a demo at two rides a second', () => {
  test.for([['rides'], ['all']])(
    'runs for days within the limits, and nobody with a purse is short: %s',
    ([mix]) => {
      const stage = world();
      for (let n = 0; n < TWO_DAYS; n++) {
        drive(stage, scriptedRide('run', n));
        if (mix === 'all') act(stage, n);
        stage.tick();
      }
      expect(stage.broken).toEqual([]);
      expect(stage.wallets.size).toBeGreaterThan(100);
    },
  );
});

describe('a purse', () => {
  const alone = (part: Part): { cast: Cast; person: Person } => {
    const person: Person = { customerId: 'one', role: 'USER', mobileNumber: '', account: '' };
    return { cast: createCast(new Map([[part, [person]]])), person };
  };
  const played = (part: Part) => {
    const fills: number[] = [];
    const asked: ((coming: Person | undefined) => void)[] = [];
    const { cast, person } = alone(part);
    const purses: Purses = createPurses(cast, {
      fill: (_person, amount) => void fills.push(amount),
      replace: (_part, found) => void asked.push(found),
    });
    return { cast, person, purses, fills, asked };
  };

  test('that runs low is filled, and one that is not is left alone', () => {
    const { purses, fills } = played('rider');
    purses.paid('one', 280_000n);
    expect(fills).toEqual([]);
    purses.paid('one', 1n);
    expect(fills).toEqual([400_000]);
  });

  test('is filled again when what was to fill it did not come', () => {
    const { purses, fills } = played('rider');
    purses.paid('one', 300_000n);
    purses.received('one', -400_000n);
    expect(fills).toEqual([400_000, 400_000]);
  });

  test('near a limit is given up once for somebody new, and again only when nobody came', () => {
    const { purses, asked, cast, person } = played('rider');
    for (let n = 0; n < 200; n++) purses.paid('one', 100_000n);
    expect(asked).toHaveLength(1);
    asked[0]?.(undefined);
    purses.paid('one', 1n);
    expect(asked).toHaveLength(2);
    const coming = { ...person, customerId: 'two' };
    asked[1]?.(coming);
    expect(cast.turn('rider', 0)).toBe(coming);
    expect(cast.everyone()).toEqual([person, coming]);
  });

  test('of a driver is full in the end, though nothing counts as incoming', () => {
    const { purses, asked } = played('driver');
    purses.earned('one', 18_000_000n);
    expect(asked).toHaveLength(1);
  });

  test('that only owes is given up, before its debts are without number', () => {
    const { purses, asked } = played('shortRider');
    purses.paid('one', 1_000_000n);
    expect(asked).toEqual([]);
    purses.paid('one', 10_000n);
    expect(asked).toHaveLength(1);
  });
});
