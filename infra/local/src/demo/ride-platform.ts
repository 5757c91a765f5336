// The demo's ride platform: it tells Kafka what happens to rides, and hears what becomes of their payments.
import { hash, randomUUID } from 'node:crypto';
import {
  createCodec,
  toHeaders,
  type AnyEvent,
  type Codec,
  type EventData,
  type TopicName,
} from '@angkutan/events';
import { Kafka, logLevel, type Message } from 'kafkajs';
import type { Stack } from '../stack/start-stack.ts';

type RideEventType = 'RideBooked' | 'RideCompleted' | 'RideCancelled';
export type RideEvent = {
  [T in RideEventType]: { type: T; data: Omit<EventData[T], 'eventId' | 'occurredAt'> };
}[RideEventType];

export interface RidePlatform {
  publish(event: RideEvent): Promise<void>;
  stop(): Promise<void>;
}

/** The trace of a ride, in which its platform tells all that happens to it. */
export function traceOfRide(rideId: string): string {
  const digits = hash('sha256', rideId, 'hex');
  return `00-${digits.slice(0, 32)}-${digits.slice(32, 48)}-01`;
}

const SOURCE = '/demo/ride-platform';
const RIDES = 'angkutan.rides';

async function messageOf(codec: Codec, ride: RideEvent): Promise<Message> {
  const { type } = ride;
  const [id, occurredAt, key] = [randomUUID(), Date.now(), ride.data.rideId];
  const event = asEvent(ride, { eventId: id, occurredAt });
  const value = await codec.frame(codec.encode(event));
  const traceparent = traceOfRide(key);
  return {
    key,
    value,
    headers: toHeaders({ id, type, source: SOURCE, occurredAt, key, traceparent }),
  };
}

function asEvent(event: RideEvent, stamp: { eventId: string; occurredAt: number }): AnyEvent {
  switch (event.type) {
    case 'RideBooked':
      return { type: event.type, data: { ...event.data, ...stamp } };
    case 'RideCompleted':
      return { type: event.type, data: { ...event.data, ...stamp } };
    case 'RideCancelled':
      return { type: event.type, data: { ...event.data, ...stamp } };
  }
}

/** Connects; `hear` is told every event of these topics from now on, by default those of payments. */
export async function openRidePlatform(
  stack: Stack,
  hear: (event: AnyEvent) => void,
  topics: readonly TopicName[] = ['angkutan.payments'],
): Promise<RidePlatform> {
  const codec = createCodec({ registryUrl: stack.schemaRegistry.url });
  const kafka = new Kafka({
    clientId: 'angkutan-demo',
    brokers: [...stack.kafka.brokers],
    logLevel: logLevel.NOTHING,
  });
  const groupId = `angkutan-demo-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 50 });
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await Promise.all([consumer.connect(), producer.connect()]);
  await consumer.subscribe({ topics: [...topics], fromBeginning: false });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => hear(await codec.decode(message.value)),
  });
  await joined;

  const queue: { message: Message; sent: PromiseWithResolvers<void> }[] = [];
  let sending = false;

  // One send in flight: concurrent ones of an idempotent producer can lose what was acknowledged.
  const drain = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    for (let batch = queue.splice(0); batch.length > 0; batch = queue.splice(0)) {
      try {
        await producer.send({ topic: RIDES, messages: batch.map(({ message }) => message) });
        for (const { sent } of batch) sent.resolve();
      } catch (error) {
        for (const { sent } of batch) sent.reject(error);
      }
    }
    sending = false;
  };
  return {
    async publish(event) {
      const message = await messageOf(codec, event);
      const sent = Promise.withResolvers<void>();
      queue.push({ message, sent });
      void drain();
      await sent.promise;
    },
    async stop() {
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
      const admin = kafka.admin();
      await admin.connect();
      await admin.deleteGroups([groupId]).catch(() => undefined);
      await admin.disconnect();
    },
  };
}
