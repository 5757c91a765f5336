import { minus, negate, plus, rupiah, sumOf, ZERO, type Rupiah } from '@angkutan/money';
import { PLATFORM_WALLETS } from '@angkutan/ledger';
import { ImpossibleState } from './codes.ts';

/** What a ride itself costs. */
export type RideKind = 'RIDE' | 'DELIVERY' | 'CASH_COMMISSION' | 'CANCELLATION';
export type PaymentKind = RideKind | 'TIP' | 'P2P' | 'QRIS' | 'REFUND';

const RIDE_KINDS: ReadonlySet<string> = new Set<RideKind>([
  'RIDE',
  'DELIVERY',
  'CASH_COMMISSION',
  'CANCELLATION',
]);

/** Of a service that was given: it is never refused, and one a ride pays for it. */
export const isRideBorn = (kind: PaymentKind): kind is RideKind => RIDE_KINDS.has(kind);

export type Purpose =
  | 'DRIVER_SHARE'
  | 'TOLLS'
  | 'GOODS'
  | 'COMMISSION'
  | 'PROMOTION'
  | 'CANCELLATION_FEE'
  | 'TIP'
  | 'TRANSFER'
  | 'REFUND'
  | 'CLAWBACK';

/** Who gets how much of a payment, in whole rupiah. The promotion's split is negative: that wallet pays. */
export interface Split {
  readonly walletId: string;
  readonly amount: Rupiah;
  readonly purpose: Purpose;
}

/** What a payment costs whom; the splits sum to the amount. */
export interface Charge<Kind extends PaymentKind = PaymentKind> {
  readonly kind: Kind;
  readonly payerId: string;
  readonly amount: Rupiah;
  readonly splits: readonly Split[];
  /** The version of the rules by which it was decided. */
  readonly rulesVersion?: string;
}

/** A checked fare with its parts, and the wallets that they go to. */
export interface Fare {
  readonly fare: Rupiah;
  readonly commission: Rupiah;
  readonly tolls: Rupiah;
  readonly goods: Rupiah;
  readonly promotion: Rupiah;
  readonly driverWallet: string;
  /** Empty where no goods are paid. */
  readonly merchantWallet: string;
}

/** What a ride costs. */
export type RideCharge = Charge<RideKind>;

type Parts = Pick<Charge, 'amount' | 'splits'>;

/** A = F + T + G − P. The driver's share is whole although a promotion lowered what the rider pays. */
export const walletCharge = (of: Fare): Parts =>
  balanced(minus(sumOf([of.fare, of.tolls, of.goods]), of.promotion), [
    split(of.driverWallet, minus(of.fare, of.commission), 'DRIVER_SHARE'),
    split(of.driverWallet, of.tolls, 'TOLLS'),
    ...shared(of),
  ]);

/**
 * n = c + G − P. The driver has the rider's cash, and owes the platform and the merchant their parts.
 * Where the promotion is larger than those, the platform owes the driver −n: nothing is charged, and that is the driver's split.
 */
export function cashCharge(of: Fare): Parts {
  const net = minus(plus(of.commission, of.goods), of.promotion);
  return net > ZERO
    ? balanced(net, shared(of))
    : balanced(ZERO, [...shared(of), split(of.driverWallet, negate(net), 'DRIVER_SHARE')]);
}

/** A cancellation's fee goes whole to the driver who came, or to the platform where there was none yet. */
export const cancellationCharge = (fee: Rupiah, driverWallet: string | undefined): Parts =>
  balanced(fee, [split(driverWallet ?? PLATFORM_WALLETS.corporate, fee, 'CANCELLATION_FEE')]);

/** What a hold reserves: the ceiling of what the ride may cost, before tolls, which nobody knows yet. */
export const holdAmount = (of: { fare: bigint; goods: bigint; promotion: bigint }): Rupiah =>
  rupiah(of.fare + of.goods - of.promotion);

const shared = (of: Fare): Split[] => [
  split(of.merchantWallet, of.goods, 'GOODS'),
  split(PLATFORM_WALLETS.commission, of.commission, 'COMMISSION'),
  split(PLATFORM_WALLETS.promotion, negate(of.promotion), 'PROMOTION'),
];

const split = (walletId: string, amount: Rupiah, purpose: Purpose): Split => ({
  walletId,
  amount,
  purpose,
});

function balanced(amount: Rupiah, parts: readonly Split[]): Parts {
  const splits = parts.filter((part) => part.amount !== ZERO);
  const sum = sumOf(splits.map((part) => part.amount));
  if (sum !== amount) {
    throw new ImpossibleState('AKT_SPLITS_UNBALANCED', `${sum} for an amount of ${amount}`);
  }
  return { amount, splits };
}
