import { rupiah } from '@angkutan/money';
import { ENQUIRY_PAUSES_MS, type Policy } from './index.ts';

export const T0 = new Date('2026-11-22T00:00:00Z');
export const later = (seconds: number): Date => new Date(T0.getTime() + seconds * 1_000);

export const policy: Policy = {
  processingWindowMs: 900_000,
  enquiryPausesMs: ENQUIRY_PAUSES_MS,
  manualAfterMs: 86_400_000,
};

/** What a ride owes its driver. */
export const order = {
  reference: 'ride-1.ride.1.t1',
  requestId: 'ride-1.ride.1',
  purpose: 'DUE',
  from: 'escrow',
  to: 'd:driver',
  amount: rupiah(16_000),
};
