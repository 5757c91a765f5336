import type { AnyEvent } from '@angkutan/events';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from './people.ts';
import { createPlayer, type Player } from './player.ts';
import type { RideEvent } from './ride-platform.ts';
import { scriptedRide, type Scene } from './script.ts';
import { createTally, type Tally } from './tally.ts';

const person = (customerId: string, role: Person['role']): Person => ({
  customerId,
  role,
  mobileNumber: '',
  account: '',
});
const cast = {
  riders: [person('rider', 'USER')],
  shortRiders: [person('short', 'USER')],
  drivers: [person('driver', 'DRIVER')],
};

let published: RideEvent[];
let paid: [string, bigint][];
let tally: Tally;
let player: Player;

beforeEach(() => {
  published = [];
  paid = [];
  tally = createTally();
  const publish = (event: RideEvent): void => void published.push(event);
  player = createPlayer({ cast, tally, publish, onPaid: (...one) => void paid.push(one) });
});

const ride = { ...scriptedRide('run', 0) };
const same = {
  eventId: 'e',
  occurredAt: 0,
  paymentId: `${ride.rideId}.ride.1`,
  kind: 'RIDE',
  reference: ride.rideId,
  payerId: 'rider',
  amount: 9_000n,
  splits: [],
};
const HELD: AnyEvent = { type: 'PaymentHeld', data: same };
const SETTLED: AnyEvent = {
  type: 'PaymentSettled',
  data: { ...same, providerReference: '', settledAt: 0, serviceFee: 0n },
};
const OUTSTANDING: AnyEvent = {
  type: 'PaymentOutstanding',
  data: { ...same, outstanding: 4_000n },
};
const VOIDED: AnyEvent = { type: 'PaymentVoided', data: same };
const FAILED: AnyEvent = {
  type: 'PaymentFailed',
  data: { ...same, reason: 'INSUFFICIENT_FUNDS', detail: '' },
};

function playing(
  scene: Scene,
  ...heard: AnyEvent[]
): { told: string[]; ending: string | undefined } {
  player.play({ ...ride, scene });
  for (const event of heard) player.hear(event);
  const endings = Object.entries(tally.totals()).filter(
    ([name, count]) => count === 1 && name !== 'sent',
  );
  return { told: published.map(({ type }) => type), ending: endings[0]?.[0] };
}

describe('a ride is played to its end', () => {
  test.for([
    ['WALLET', [HELD, SETTLED], ['RideBooked', 'RideCompleted'], 'paid'],
    ['WALLET', [HELD], ['RideBooked', 'RideCompleted'], undefined],
    ['WALLET', [FAILED], ['RideBooked'], 'refused'],
    ['CASH', [SETTLED], ['RideBooked', 'RideCompleted'], 'paid'],
    ['CANCELLED_FREE', [HELD, VOIDED], ['RideBooked', 'RideCancelled'], 'cancelled'],
    ['CANCELLED_FEE', [HELD, SETTLED], ['RideBooked', 'RideCancelled'], 'cancelled'],
    ['SHORT_COMPLETED', [OUTSTANDING], ['RideCompleted'], 'outstanding'],
  ] as const)('%s, having heard %o', ([scene, heard, told, ending]) => {
    expect(playing(scene, ...heard)).toEqual({ told, ending });
  });

  test('and nothing of it is heard after that', () => {
    playing('WALLET', HELD, SETTLED, SETTLED, HELD);
    expect([published.length, paid]).toEqual([2, [['rider', 9_000n]]]);
  });

  test('and what other rides are paid with is none of its business', () => {
    const { ending } = playing('WALLET', {
      type: 'PaymentSettled',
      data: { ...SETTLED.data, reference: 'other' },
    });
    expect(ending).toBeUndefined();
  });
});
