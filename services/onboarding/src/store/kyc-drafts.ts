import type { Draft } from '@angkutan/events';
import type { KycEvent } from '../domain/kyc.ts';

/** What all are told of a step of the e-KYC: one event each, with ids and codes, never an identity. */
export function draftOf(event: KycEvent): Draft {
  const { customerId } = event;
  const key = customerId;
  switch (event.type) {
    case 'KycOpened':
      return { type: 'KycSubmitted', key, data: { customerId, attemptId: event.attempt } };
    case 'KycRefused':
      return { type: 'KycReturned', key, data: { customerId, reason: event.refusal } };
    case 'KycTakenBack':
      return { type: 'KycReturned', key, data: { customerId, reason: 'PROVIDER_UNAVAILABLE' } };
    case 'KycReviewAsked':
      return { type: 'KycReviewOpened', key, data: { customerId, reasons: event.reasons } };
    case 'KycApproved':
      return { type: 'CustomerUpgraded', key, data: { customerId, tier: 'PREMIUM' } };
    case 'KycRejected':
      return { type: 'KycRejected', key, data: { customerId, reasons: event.reasons } };
  }
}
