import type { EventType } from './event.ts';

/**
 * Partitions of every topic. Six divides evenly among 1, 2, 3 or 6 instances of a service, which is what two cores
 * up to a small cluster run, and keeps batches of one partition large enough for group commit to pay.
 * It must not change while a topic holds messages: a key would move to another partition and overtake itself.
 */
const PARTITIONS = 6;

/** A topic: what orders it, how wide it is, and which events it carries. */
export interface Topic {
  readonly name: string;
  /** The id that is the message key; messages of one key stay in order. */
  readonly key: string;
  readonly partitions: number;
  readonly events: readonly EventType[];
  /**
   * The last message of each key is kept for ever (Kafka compacts the topic): what it tells is a state, and whoever
   * comes later reads it from the beginning. Taking such a message in again must do nothing, inbox or not.
   */
  readonly compacted?: true;
}

export const TOPICS = [
  {
    name: 'angkutan.rides',
    key: 'rideId',
    partitions: PARTITIONS,
    events: ['RideBooked', 'RideCompleted', 'RideCancelled'],
  },
  {
    name: 'angkutan.customers',
    key: 'customerId',
    partitions: PARTITIONS,
    events: [
      'MobileNumberVerified',
      'CustomerRegistered',
      'KycSubmitted',
      'KycReturned',
      'KycReviewOpened',
      'KycRejected',
      'CustomerUpgraded',
      'CustomerErased',
    ],
  },
  {
    name: 'angkutan.wallets',
    key: 'customerId of the payer or owner',
    partitions: PARTITIONS,
    events: [
      'WalletOpened',
      'TopUpReceived',
      'TopUpReversed',
      'FundsSuspended',
      'SuspenseReleased',
      'SuspenseReturned',
      'FundsHeld',
      'FundsRefused',
      'FundsReleased',
      'TransferPosted',
      'TransferRejected',
      'DebtCollected',
      'DebtWrittenOff',
      'WalletCorrected',
      'DriverDepositLow',
    ],
  },
  {
    name: 'angkutan.payments',
    key: 'paymentId',
    partitions: PARTITIONS,
    events: [
      'PaymentRequested',
      'PaymentCaptureRequested',
      'PaymentVoidRequested',
      'PaymentHeld',
      'PaymentSettled',
      'PaymentOutstanding',
      'PaymentVoided',
      'PaymentFailed',
    ],
  },
  {
    name: 'angkutan.cash-outs',
    key: 'cashOutId',
    partitions: PARTITIONS,
    events: [
      'CashOutRequested',
      'CashOutSubmitted',
      'CashOutSettled',
      'CashOutFailed',
      'LateSuccessReported',
    ],
  },
  {
    name: 'angkutan.provider-callbacks',
    key: 'partnerReference',
    partitions: PARTITIONS,
    events: ['ProviderTransactionReported'],
  },
  {
    name: 'angkutan.rules',
    key: 'version',
    // A handful of messages a year, in the order in which they were added.
    partitions: 1,
    events: ['RulesVersionAdded'],
    compacted: true,
  },
  {
    name: 'angkutan.canary',
    key: 'canaryId',
    partitions: PARTITIONS,
    events: ['CanarySent', 'CanaryAnswered'],
  },
] as const satisfies readonly Topic[];

export type TopicName = (typeof TOPICS)[number]['name'];

const TOPIC_OF: ReadonlyMap<string, (typeof TOPICS)[number]> = new Map(
  TOPICS.flatMap((topic) => topic.events.map((type) => [type, topic] as const)),
);

/** Whether a name is that of an event of ours. */
export const isEventType = (name: string): name is EventType => TOPIC_OF.has(name);

/** The topic that carries an event. */
export function topicOf(type: EventType): (typeof TOPICS)[number] {
  const topic = TOPIC_OF.get(type);
  if (topic === undefined) throw new Error(`AKT_NO_TOPIC: no topic carries ${type}`);
  return topic;
}
