// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** A ride is booked: its estimated cost is to be held when the wallet pays. */
export interface RideBooked {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The ride, as the ride platform names it; the key of the stream. */
  readonly rideId: string;
  /** customerId of the rider, who pays. */
  readonly riderId: string;
  /** BIKE, CAR or DELIVERY. */
  readonly service: string;
  /** The ceiling of the fare, in whole rupiah; the hold is this plus goods minus promotion. */
  readonly estimatedFare: bigint;
  /** WALLET or CASH. */
  readonly paymentMethod: string;
  /** What a promotion takes off the fare, in whole rupiah; at most the fare. The promotion wallet pays it. */
  readonly promoDiscount: bigint;
  /** customerId of the merchant whose goods are delivered; null where there are none. */
  readonly merchantId: null | string;
  /** Price of the goods, in whole rupiah, passed on to the merchant whole. */
  readonly goodsAmount: bigint;
}

/** A ride has ended and is to be paid. */
export interface RideCompleted {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The ride, as the ride platform names it; the key of the stream. */
  readonly rideId: string;
  /** customerId of the rider, who pays. */
  readonly riderId: string;
  /** customerId of the driver. */
  readonly driverId: string;
  /** BIKE, CAR or DELIVERY. */
  readonly service: string;
  /** The fare before tolls, goods and promotion, in whole rupiah. */
  readonly fare: bigint;
  /** WALLET or CASH; this one rules, whatever the booking said. */
  readonly paymentMethod: string;
  /** Tolls the driver paid, in whole rupiah, returned whole. */
  readonly tolls: bigint;
  /** What a promotion takes off the fare, in whole rupiah; at most the fare. The promotion wallet pays it. */
  readonly promoDiscount: bigint;
  /** customerId of the merchant whose goods are delivered; null where there are none. */
  readonly merchantId: null | string;
  /** Price of the goods, in whole rupiah, passed on to the merchant whole. */
  readonly goodsAmount: bigint;
}

/** A ride will not take place. */
export interface RideCancelled {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The ride, as the ride platform names it; the key of the stream. */
  readonly rideId: string;
  /** customerId of the rider, who pays. */
  readonly riderId: string;
  /** customerId of the driver who gets the fee; null when none was assigned. */
  readonly driverId: null | string;
  /** What the rider owes for cancelling, in whole rupiah. */
  readonly cancellationFee: bigint;
}
