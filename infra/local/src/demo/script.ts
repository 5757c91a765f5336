// What the rides of the demo are, decided ahead and without chance: every twenty show every way a ride can end.

/** A ride as it will be played. The names say how it is to end, if all is well. */
export type Scene =
  | 'WALLET'
  | 'WALLET_PROMOTION'
  | 'CASH'
  | 'CANCELLED_FREE'
  | 'CANCELLED_FEE'
  /** A rider without money books. */
  | 'SHORT_BOOKED'
  /** A rider without money rides, without a booking that would have held the fare. */
  | 'SHORT_COMPLETED'
  /** Goods of a merchant are brought. */
  | 'DELIVERY';

export interface ScriptedRide {
  readonly rideId: string;
  readonly scene: Scene;
  readonly service: 'BIKE' | 'CAR' | 'DELIVERY';
  /** Which rider, driver and merchant: an index, to be taken modulo how many there are. */
  readonly turn: number;
  /** Whole rupiah. */
  readonly estimatedFare: bigint;
  readonly fare: bigint;
  readonly promoDiscount: bigint;
  readonly cancellationFee: bigint;
  readonly goodsAmount: bigint;
}

const SCENES: readonly Scene[] = [
  ...repeated('WALLET', 3),
  'CASH',
  'WALLET_PROMOTION',
  ...repeated('WALLET', 2),
  'CANCELLED_FREE',
  'WALLET',
  'SHORT_BOOKED',
  ...repeated('WALLET', 2),
  'CASH',
  'WALLET_PROMOTION',
  'WALLET',
  'CANCELLED_FEE',
  ...repeated('WALLET', 2),
  'SHORT_COMPLETED',
  'CASH',
];
const FARE_MIN = 9_000n;
const FARE_STEP = 500n;
const FARE_STEPS = 41n;
const CAR_FACTOR = 2n;
const PROMOTION = 4_000n;
const CANCELLATION_FEE = 3_000n;
const GOODS_MIN = 18_000n;
const GOODS_STEP = 1_000n;
// Estimates are a ceiling: the rest of the hold comes back.
const ESTIMATE_MARGIN = 2_500n;

/** The n-th ride of a run, n from 0. */
export function scriptedRide(run: string, n: number): ScriptedRide {
  const scene = SCENES[n % SCENES.length] ?? 'WALLET';
  const service = n % 3 === 2 ? 'CAR' : 'BIKE';
  const fare = (FARE_MIN + stepsOf(n) * FARE_STEP) * (service === 'CAR' ? CAR_FACTOR : 1n);
  return {
    rideId: `demo-${run}-${n + 1}`,
    scene,
    service,
    turn: n,
    fare,
    estimatedFare: fare + ESTIMATE_MARGIN,
    promoDiscount: scene === 'WALLET_PROMOTION' ? PROMOTION : 0n,
    cancellationFee: scene === 'CANCELLED_FEE' ? CANCELLATION_FEE : 0n,
    goodsAmount: 0n,
  };
}

/** The delivery that is played beside the n-th ride. */
export function scriptedDelivery(run: string, n: number): ScriptedRide {
  const fare = FARE_MIN + stepsOf(n) * FARE_STEP;
  return {
    rideId: `demo-${run}-d${n + 1}`,
    scene: 'DELIVERY',
    service: 'DELIVERY',
    turn: n,
    fare,
    estimatedFare: fare + ESTIMATE_MARGIN,
    promoDiscount: 0n,
    cancellationFee: 0n,
    goodsAmount: GOODS_MIN + stepsOf(n) * GOODS_STEP,
  };
}

const stepsOf = (n: number): bigint => (BigInt(n) * 7n) % FARE_STEPS;

/** Whether the rider of this ride has no money. */
export function isShort(scene: Scene): boolean {
  return scene === 'SHORT_BOOKED' || scene === 'SHORT_COMPLETED';
}

function repeated(scene: Scene, times: number): Scene[] {
  return Array.from({ length: times }, () => scene);
}
