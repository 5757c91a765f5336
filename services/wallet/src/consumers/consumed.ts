/** What the wallet consumes: customers, payments, cash-outs, versions of the rules and canaries. Each event becomes a message of the one work. */
import type { AnyEvent, EventType, TopicName } from '@angkutan/events';
import type { WalletMessage } from '../domain/decide.ts';
import { customerRegistered } from './customer-registered.ts';

export const CONSUMED_TOPICS: readonly TopicName[] = [
  'angkutan.customers',
  'angkutan.payments',
  'angkutan.cash-outs',
  'angkutan.rules',
  'angkutan.canary',
];

export const CONSUMED_TYPES: readonly EventType[] = [
  'CustomerRegistered',
  'CustomerUpgraded',
  'CustomerErased',
  'PaymentRequested',
  'PaymentCaptureRequested',
  'PaymentVoidRequested',
  'PaymentSettled',
  'PaymentFailed',
  'CashOutRequested',
  'CashOutSettled',
  'CashOutFailed',
  'LateSuccessReported',
  'RulesVersionAdded',
  'CanarySent',
];

/** Of the payments that end, only those by QRIS end by another's word; the others' end is our own. */
export const isWanted = (event: AnyEvent): boolean =>
  (event.type !== 'PaymentSettled' && event.type !== 'PaymentFailed') || event.data.kind === 'QRIS';

export function toWalletMessage(event: AnyEvent): WalletMessage {
  const registered =
    event.type === 'CustomerRegistered' ? customerRegistered(event.data) : undefined;
  return registered ?? { type: 'event', event };
}
