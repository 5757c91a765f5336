import { shareOf, type Rupiah } from '@angkutan/money';

export const SERVICES = ['BIKE', 'CAR', 'DELIVERY'] as const;
export type Service = (typeof SERVICES)[number];

/** What the platform keeps of a fare, in basis points, and the support fee that the law lets it add for bikes. */
export interface CommissionRate {
  readonly platform: number;
  readonly support: number;
}

/** One version of the rules, in force from `validFrom` until the next version starts. */
export interface Rules {
  readonly version: string;
  readonly validFrom: Date;
  readonly commission: Readonly<Record<Service, CommissionRate>>;
}

/** Oldest first. A decree adds a version; a version that has decided a payment is never edited. */
export const RULES: readonly Rules[] = [
  {
    version: '2022-09',
    validFrom: new Date('2000-01-01T00:00:00Z'),
    commission: {
      BIKE: { platform: 1500, support: 500 },
      CAR: { platform: 2000, support: 0 },
      DELIVERY: { platform: 2000, support: 0 },
    },
  },
];

/** The version in force when the ride was completed, whenever we hear of it; none before the first version. */
export const rulesInForce = (rules: readonly Rules[], occurredAt: Date): Rules | undefined =>
  rules.findLast((version) => version.validFrom <= occurredAt);

/** Commission in whole rupiah on the fare alone, rounded half up once, on the sum of both rates. */
export function commissionOn(rules: Rules, service: Service, fare: Rupiah): Rupiah {
  const { platform, support } = rules.commission[service];
  return shareOf(fare, platform + support);
}
