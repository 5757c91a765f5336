import { owns, type Caller, type Role } from '@angkutan/http';
import type { Payment } from '../domain/payment.ts';
import type { Ride, Case } from '../domain/ride.ts';

/** Everybody may ask; what is not theirs does not exist for them. */
export const READERS: readonly Role[] = [
  'customer',
  'driver',
  'merchant',
  'ops',
  'ops-act',
  'service',
];

/** Reads a case; empty when nothing is known of it. */
export type ReadCase = (caseId: string) => Promise<Case>;

/**
 * The payments that are the caller's own: those that they pay, and those that pay them.
 * A driver is not shown how a rider's earlier attempts failed, nor a rider what the driver owes of a cash ride.
 */
export const paymentsOf = (caller: Caller, { ride, payments }: Case): Payment[] =>
  payments.filter(
    (payment) =>
      owns(caller, payment.payerId) ||
      payeesOf(payment, ride).some((customerId) => owns(caller, customerId)),
  );

function payeesOf({ splits, payeeIds = [] }: Payment, ride: Ride | undefined): string[] {
  const { driverId, merchantId } = ride?.outcome ?? {};
  const goods = splits.some(({ purpose }) => purpose === 'GOODS');
  return [
    ...payeeIds,
    ...(driverId !== undefined && splits.length > 0 ? [driverId] : []),
    ...(merchantId !== undefined && goods ? [merchantId] : []),
  ];
}
