/** What the wallet consumes: customers and payments. Each event becomes a message of the one work. */
import type { AnyEvent, EventType, TopicName } from '@angkutan/events';
import type { WalletMessage } from '../domain/decide.ts';
import { customerRegistered } from './customer-registered.ts';

export const CONSUMED_TOPICS: readonly TopicName[] = ['angkutan.customers', 'angkutan.payments'];

export const CONSUMED_TYPES: readonly EventType[] = [
  'CustomerRegistered',
  'CustomerUpgraded',
  'PaymentRequested',
  'PaymentCaptureRequested',
  'PaymentVoidRequested',
];

export function toWalletMessage(event: AnyEvent): WalletMessage {
  const registered =
    event.type === 'CustomerRegistered' ? customerRegistered(event.data) : undefined;
  return registered ?? { type: 'event', event };
}
