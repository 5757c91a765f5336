/** Everything that the services' topics tell from now on, each event once; and that no end is told twice (I3). */
import { randomUUID } from 'node:crypto';
import { type AnyEvent, createCodec } from '@angkutan/events';
import { Kafka, logLevel } from 'kafkajs';

export interface Heard {
  /** By event id: the same event may be delivered again, a second one may not exist. */
  readonly events: ReadonlyMap<string, AnyEvent>;
  stop(): Promise<void>;
}

export interface HeardOptions {
  readonly brokers: readonly string[];
  readonly registryUrl: string;
}

const TOPICS = ['angkutan.payments', 'angkutan.wallets', 'angkutan.cash-outs'];

export async function hear({ brokers, registryUrl }: HeardOptions): Promise<Heard> {
  const codec = createCodec({ registryUrl });
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `heard-${randomUUID()}`, maxWaitTimeInMs: 50 });
  const events = new Map<string, AnyEvent>();
  await consumer.connect();
  await consumer.subscribe({ topics: TOPICS, fromBeginning: false });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      const event = await codec.decode(message.value);
      events.set(event.data.eventId, event);
    },
  });
  await joined;
  return { events, stop: () => consumer.disconnect() };
}

/** The ends of a request, and which of them exclude each other; any of them is told once. */
const ENDS: readonly (readonly string[])[] = [
  ['PaymentSettled', 'PaymentFailed', 'PaymentVoided'],
  ['CashOutSettled', 'CashOutFailed'],
  ['TransferPosted', 'TransferRejected', 'FundsRefused'],
  ['FundsReleased'],
  ['FundsHeld', 'FundsRefused'],
];

/** At most one settlement and one release a request, never both. */
export function doubleEnds({ events }: Heard): string[] {
  const told = new Map<string, string[]>();
  for (const { type, data } of events.values()) {
    const id = requestOf(data);
    if (id !== undefined) told.set(id, [...(told.get(id) ?? []), type]);
  }
  return [...told].flatMap(([id, types]) =>
    ENDS.map((ends) => types.filter((type) => ends.includes(type)))
      .filter((ends) => ends.length > 1)
      .map((ends) => `I3: ${id} ended as ${ends.join(' and ')}`),
  );
}

function requestOf(data: AnyEvent['data']): string | undefined {
  if ('requestId' in data) return data.requestId;
  if ('paymentId' in data) return data.paymentId;
  return 'cashOutId' in data ? data.cashOutId : undefined;
}
