import { rupiah } from '@angkutan/money';
import { inForce } from '@angkutan/rules';
import {
  cancellationCharge,
  cashCharge,
  walletCharge,
  type Fare,
  type RideCharge,
} from './charge.ts';
import { commissionOn } from './commission.ts';
import type { Cancelled, Completed, Knowledge, Rejection, Role } from './facts.ts';
import { isService } from './refusals.ts';

type Refused = { readonly rejection: Rejection };

/** What a completed ride costs and whom; the fact has passed its guards. */
export function chargeOfRide(
  fact: Completed,
  { rules, walletOf }: Knowledge,
): RideCharge | Refused {
  const ruling = inForce(rules, fact.occurredAt);
  if (ruling.validFrom > fact.occurredAt || !isService(fact.service)) return noRules(fact);
  const wallets = walletsOf(fact, walletOf);
  if ('rejection' in wallets) return wallets;
  const fare = rupiah(fact.fare);
  const parts = {
    fare,
    commission: commissionOn(ruling, fact.service, fare),
    tolls: rupiah(fact.tolls),
    goods: rupiah(fact.goodsAmount),
    promotion: rupiah(fact.promoDiscount),
    ...wallets,
  };
  const rulesVersion = ruling.version;
  if (fact.paymentMethod === 'CASH') {
    return { kind: 'CASH_COMMISSION', payerId: fact.driverId, rulesVersion, ...cashCharge(parts) };
  }
  const kind = fact.service === 'DELIVERY' ? 'DELIVERY' : 'RIDE';
  return { kind, payerId: fact.riderId, rulesVersion, ...walletCharge(parts) };
}

/** The wallets that the ride's parts go to; a rider who pays in cash needs none. */
function walletsOf(
  { paymentMethod, riderId, driverId, merchantId, goodsAmount }: Completed,
  walletOf: Knowledge['walletOf'],
): Pick<Fare, 'driverWallet' | 'merchantWallet'> | Refused {
  const driverWallet = walletOf(driverId, 'DRIVER');
  if (!driverWallet) return unknown('DRIVER', driverId);
  if (paymentMethod !== 'CASH' && !walletOf(riderId, 'USER')) return unknown('USER', riderId);
  if (goodsAmount === 0n || merchantId === null) return { driverWallet, merchantWallet: '' };
  const merchantWallet = walletOf(merchantId, 'MERCHANT');
  return merchantWallet ? { driverWallet, merchantWallet } : unknown('MERCHANT', merchantId);
}

/** What a cancelled ride costs the rider, and who gets it; the fact has passed its guards, and the fee is above 0. */
export function chargeOfCancellation(
  { riderId, driverId, cancellationFee }: Cancelled,
  walletOf: Knowledge['walletOf'],
): RideCharge | Refused {
  if (!walletOf(riderId, 'USER')) return unknown('USER', riderId);
  const driverWallet = driverId === null ? undefined : walletOf(driverId, 'DRIVER');
  if (driverId !== null && !driverWallet) return unknown('DRIVER', driverId);
  const fee = rupiah(cancellationFee);
  return { kind: 'CANCELLATION', payerId: riderId, ...cancellationCharge(fee, driverWallet) };
}

const unknown = (role: Role, customerId: string): Refused => ({
  rejection: { code: 'CUSTOMER_UNKNOWN', detail: `no ${role} wallet of ${customerId} yet` },
});

const noRules = (fact: Completed): Refused => ({
  rejection: {
    code: 'NO_RULES_IN_FORCE',
    detail: `no rules are in force at ${fact.occurredAt.getTime()} ms`,
  },
});
