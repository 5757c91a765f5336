import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Platform } from './platform.ts';

const RIDES = 'angkutan.rides';

/** Sends bytes as they are to the topic of rides: what a broken sender may do. */
export async function sendRaw(
  { stack }: Pick<Platform, 'stack'>,
  key: string,
  value: Buffer | null,
): Promise<void> {
  const kafka = new Kafka({ brokers: [...stack.kafka.brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const messages = [{ key, value, headers: { ce_id: randomUUID() } }];
  await producer.send({ topic: RIDES, messages });
  await producer.disconnect();
}
