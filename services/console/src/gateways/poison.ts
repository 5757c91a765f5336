/** Two messages for the consumers of rides: one that no schema can read, one that reads well and means nothing. */
import { randomUUID } from 'node:crypto';
import { type Codec, toHeaders } from '@angkutan/events';
import { createProducer } from '@angkutan/messaging';
import type { Platform } from '@angkutan/service';

const TOPIC = 'angkutan.rides';
const SOURCE = '/console/break-it';

export async function poison(kafka: Platform['kafka'], codec: Codec): Promise<void> {
  const producer = createProducer(kafka);
  await producer.connect();
  try {
    await producer.send({ topic: TOPIC, messages: [unreadable(), await refused(codec)] });
  } finally {
    await producer.disconnect();
  }
}

function unreadable() {
  const key = `ride-${randomUUID()}`;
  const value = Buffer.from('this is no Avro');
  return { key, value, headers: headersOf(key, randomUUID(), Date.now()) };
}

/** A ride of which more is given away than it costs. */
async function refused(codec: Codec) {
  const [rideId, eventId, occurredAt] = [`ride-${randomUUID()}`, randomUUID(), Date.now()];
  const data = {
    eventId,
    occurredAt,
    rideId,
    riderId: randomUUID(),
    driverId: randomUUID(),
    merchantId: null,
    service: 'BIKE',
    paymentMethod: 'WALLET',
    fare: 10_000n,
    tolls: 0n,
    promoDiscount: 20_000n,
    goodsAmount: 0n,
  };
  const value = await codec.frame(codec.encode({ type: 'RideCompleted', data }));
  return { key: rideId, value, headers: headersOf(rideId, eventId, occurredAt) };
}

const headersOf = (key: string, id: string, occurredAt: number) =>
  toHeaders({ id, type: 'RideCompleted', source: SOURCE, occurredAt, key });
