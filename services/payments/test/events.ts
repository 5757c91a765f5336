import type { EventData } from '@angkutan/events';
import { unique } from '@angkutan/testkit';
import type { Keyed, Published } from './payments-under-test.ts';

const stamp = () => ({ eventId: unique('event'), occurredAt: Date.now() });

/** A ride of ani's with budi, to be told by `booked`, `completed` and `cancelled`. */
export const aRide = () => ({ rideId: unique('ride'), riderId: 'ani', driverId: 'budi' });
export type ARide = ReturnType<typeof aRide>;

const SHARED = { service: 'CAR', paymentMethod: 'WALLET', promoDiscount: 0n, goodsAmount: 0n };

export const booked = (
  { rideId, riderId }: ARide,
  with_: Partial<EventData['RideBooked']> = {},
): Keyed => {
  const told = { rideId, riderId, estimatedFare: 30_000n, merchantId: null };
  const data = { ...stamp(), ...SHARED, ...told, ...with_ };
  return { key: rideId, event: { type: 'RideBooked', data } };
};

export const completed = (ride: ARide, with_: Partial<EventData['RideCompleted']> = {}): Keyed => {
  const told = { fare: 25_000n, tolls: 0n, merchantId: null };
  const data = { ...stamp(), ...SHARED, ...told, ...ride, ...with_ };
  return { key: ride.rideId, event: { type: 'RideCompleted', data } };
};

export const cancelled = (ride: ARide, cancellationFee = 0n): Keyed => {
  const data = { ...stamp(), ...ride, cancellationFee };
  return { key: ride.rideId, event: { type: 'RideCancelled', data } };
};

export const walletOpened = (customerId: string, role: 'USER' | 'DRIVER' | 'MERCHANT'): Keyed => {
  const walletId = `wallet-of-${customerId}-as-${role}`;
  const data = { ...stamp(), walletId, customerId, kind: 'SUBSCRIBER', role };
  return { key: customerId, event: { type: 'WalletOpened', data } };
};

export const fundsHeld = (requestId: string, amount = 30_000n): Keyed => {
  const told = { requestId, holdId: requestId, customerId: 'ani', amount };
  const data = { ...stamp(), ...told, partnerReferences: [`${requestId}-hold`] };
  return { key: 'ani', event: { type: 'FundsHeld', data } };
};

export const fundsRefused = (requestId: string, reason = 'INSUFFICIENT_FUNDS'): Keyed => {
  const data = { ...stamp(), requestId, customerId: 'ani', amount: 30_000n, reason };
  return { key: 'ani', event: { type: 'FundsRefused', data } };
};

export const fundsReleased = (requestId: string, amount = 30_000n): Keyed => {
  const data = { ...stamp(), requestId, holdId: requestId, customerId: 'ani', amount };
  return { key: 'ani', event: { type: 'FundsReleased', data } };
};

export const transferPosted = (requestId: string, outstanding = 0n, key = 'ani'): Keyed => {
  const transferId = `transfer-of-${requestId}`;
  const partnerReferences = [`${requestId}-due`];
  const data = { ...stamp(), requestId, transferId, legs: [], outstanding, partnerReferences };
  return { key, event: { type: 'TransferPosted', data } };
};

export const debtCollected = (requestId: string, amount: bigint, remaining: bigint): Keyed => {
  const data = { ...stamp(), requestId, customerId: 'ani', amount, remaining };
  return { key: 'ani', event: { type: 'DebtCollected', data } };
};

/** What a wallet with money enough answers to a request, in its own order. */
export function answersTo({ type, data }: Published): Keyed[] {
  const { paymentId } = data;
  if (type === 'PaymentRequested') {
    const { capture, amount, payerId } = data;
    return capture === 'LATER'
      ? [fundsHeld(paymentId, amount)]
      : [transferPosted(paymentId, 0n, payerId)];
  }
  if (type === 'PaymentCaptureRequested') {
    return [transferPosted(paymentId), fundsReleased(paymentId, 5_000n)];
  }
  return type === 'PaymentVoidRequested' ? [fundsReleased(paymentId)] : [];
}

export const customerRegistered = (
  customerId: string,
  phoneHash: string,
  sealedAccount: Buffer = Buffer.from('sealed'),
): Keyed => {
  const told = { customerId, role: 'USER', tier: 'BASIC', phoneHash };
  const data = { ...stamp(), ...told, sealedAccount };
  return { key: customerId, event: { type: 'CustomerRegistered', data } };
};

export const customerUpgraded = (customerId: string): Keyed => {
  const data = { ...stamp(), customerId, tier: 'PREMIUM' };
  return { key: customerId, event: { type: 'CustomerUpgraded', data } };
};

/** KasPro's callback, as the wallet's webhook tells it. */
export const reported = (
  partnerReference: string,
  with_: Partial<EventData['ProviderTransactionReported']>,
): Keyed => {
  const told = { partnerReference, providerReference: 'OLSFQ-1', type: 'QRIS', outcome: 'SUCCESS' };
  const words = { code: 0, message: '', amount: 20_000n, serviceFee: 0n };
  const data = { ...stamp(), ...told, ...words, ...with_ };
  return { key: partnerReference, event: { type: 'ProviderTransactionReported', data } };
};

export const customerErased = (customerId: string): Keyed => {
  const data = { ...stamp(), customerId };
  return { key: customerId, event: { type: 'CustomerErased', data } };
};
