import type { AnyEvent } from '@angkutan/events';
import { beforeEach, describe, expect, test } from 'vitest';
import { createCast } from './cast.ts';
import type { Person } from './people.ts';
import { createPlayer, type Ended, type Player } from './player.ts';
import type { RideEvent } from './ride-platform.ts';
import { scriptedDelivery, scriptedRide, type Scene } from './script.ts';
import { createTally, type Tally } from './tally.ts';

const person = (customerId: string, role: Person['role']): Person => ({
  customerId,
  role,
  mobileNumber: '',
  account: '',
});
const cast = createCast(
  new Map([
    ['rider', [person('rider', 'USER')]],
    ['shortRider', [person('short', 'USER')]],
    ['driver', [person('driver', 'DRIVER')]],
    ['merchant', [person('shop', 'MERCHANT')]],
  ]),
);

let published: RideEvent[];
let moved: [string, string, bigint][];
let ended: Ended[];
let tally: Tally;
let player: Player;

beforeEach(() => {
  published = [];
  moved = [];
  ended = [];
  tally = createTally();
  const publish = (event: RideEvent): void => void published.push(event);
  const purses = {
    paid: (who: string, amount: bigint) => void moved.push(['paid', who, amount]),
    earned: (who: string, amount: bigint) => void moved.push(['earned', who, amount]),
  };
  player = createPlayer({
    cast,
    tally,
    purses,
    publish,
    onEnded: (one) => void ended.push(one),
  });
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
  const endings = Object.entries(tally.totals('ride')).filter(
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
    expect(published).toHaveLength(2);
    expect(moved).toEqual([
      ['paid', 'rider', 9_000n],
      ['earned', 'driver', 9_000n],
    ]);
  });

  test('and what is owed of it is told with it', () => {
    playing('SHORT_COMPLETED', OUTSTANDING);
    expect(ended).toMatchObject([
      { ending: 'outstanding', paymentId: same.paymentId, amount: 9_000n, outstanding: 4_000n },
    ]);
    expect(tally.totals('ride').amount).toBe(5_000n);
  });

  test('and what other rides are paid with is none of its business', () => {
    const { ending } = playing('WALLET', {
      type: 'PaymentSettled',
      data: { ...SETTLED.data, reference: 'other' },
    });
    expect(ending).toBeUndefined();
  });
});

test('a delivery brings the goods of a merchant, and is counted as one', () => {
  player.play(scriptedDelivery('run', 3));
  expect(published).toMatchObject([
    { type: 'RideBooked', data: { service: 'DELIVERY', merchantId: 'shop' } },
  ]);
  expect(published[0]?.data).toHaveProperty('goodsAmount', 39_000n);
  expect([tally.totals('delivery').sent, tally.totals('ride').sent]).toEqual([1, 0]);
});
