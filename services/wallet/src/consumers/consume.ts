/** What the wallet consumes: customers and payments. Each event becomes a message of the one work. */
import { type Message, startConsumer, type RunningConsumer, type Work } from '@angkutan/messaging';
import type { Life, Platform } from '@angkutan/service';
import { customerRegistered } from './customer-registered.ts';
import type { Change, Loaded, ServiceMessage, WalletWork } from '../store/wallet-work.ts';

const TYPES = [
  'CustomerRegistered',
  'CustomerUpgraded',
  'PaymentRequested',
  'PaymentCaptureRequested',
  'PaymentVoidRequested',
] as const;

function toServiceMessage({ event }: Message): ServiceMessage {
  const registered =
    event.type === 'CustomerRegistered' ? customerRegistered(event.data) : undefined;
  return registered ?? { type: 'event', event };
}

/** The wallet's work, over what a consumer delivers. */
export const overEvents = (work: WalletWork): Work<Message, Loaded, Change> => ({
  name: 'wallet-events',
  load: (messages, tx) => work.load(messages.map(toServiceMessage), tx),
  decide: (message, loaded, context) => work.decide(toServiceMessage(message), loaded, context),
  evolve: work.evolve,
  save: work.save,
});

export async function consume(
  platform: Platform,
  life: Life,
  work: WalletWork,
  waitLimitMs: number,
): Promise<RunningConsumer> {
  const consumer = await startConsumer({
    ...platform,
    group: 'angkutan.wallet',
    topics: ['angkutan.customers', 'angkutan.payments'],
    types: TYPES,
    work: overEvents(work),
    waitLimitMs,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());
  return consumer;
}
