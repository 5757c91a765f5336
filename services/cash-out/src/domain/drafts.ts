import type { Draft } from '@angkutan/events';
import type { CashOut, CashOutEvent } from './cash-out.ts';

type Of<T extends CashOutEvent['type']> = Extract<CashOutEvent, { type: T }>;
type Drafts = { readonly [T in CashOutEvent['type']]?: (cashOut: CashOut, event: Of<T>) => Draft };

/** What the platform is told of each event; never where the money goes. */
const DRAFTS: Drafts = {
  REQUESTED: ({ cashOutId, customerId, role, destination, amount, fee }) => ({
    type: 'CashOutRequested',
    key: cashOutId,
    data: { cashOutId, customerId, channel: destination.channel, amount, fee, role },
  }),
  IN_PROCESS: ({ cashOutId }, { providerReference }) => ({
    type: 'CashOutSubmitted',
    key: cashOutId,
    data: { cashOutId, providerReference },
  }),
  SETTLED: ({ cashOutId, customerId, amount, fee }, { providerReference, serviceFee }) => ({
    type: 'CashOutSettled',
    key: cashOutId,
    data: { cashOutId, customerId, amount, fee, providerReference, serviceFee },
  }),
  FAILED: ({ cashOutId, customerId, amount }, { reason, detail }) => ({
    type: 'CashOutFailed',
    key: cashOutId,
    data: { cashOutId, customerId, amount, reason, detail },
  }),
  LATE_SUCCESS: ({ cashOutId }, { amount }) => ({
    type: 'LateSuccessReported',
    key: cashOutId,
    data: { requestId: cashOutId, amount },
  }),
};

/** The event to publish, if others are told of this one at all. */
export function draftOf<T extends CashOutEvent['type']>(
  cashOut: CashOut,
  event: Of<T>,
): Draft | undefined {
  return DRAFTS[event.type]?.(cashOut, event);
}
