import { eventually, unique, type Patience } from '@angkutan/testkit';
import type { Kafka, KafkaMessage } from 'kafkajs';
import { createConsumer } from '../../src/kafka.ts';

export type Tailed = KafkaMessage & { readonly partition: number; readonly readAt: number };

export interface Tail {
  /** All that came so far, in the order of arrival. */
  readonly records: readonly Tailed[];
  /** Waits until there are so many, and answers them. */
  atLeast(count: number, patience?: Patience): Promise<readonly Tailed[]>;
  stop(): Promise<void>;
}

/** Reads a topic from its beginning and goes on reading. */
export async function tail(kafka: Kafka, topic: string): Promise<Tail> {
  const consumer = createConsumer(kafka, unique('tail'));
  const records: Tailed[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message, partition }) => {
      records.push({ ...message, partition, readAt: performance.timeOrigin + performance.now() });
    },
  });
  return {
    records,
    async atLeast(count, patience) {
      await eventually(() => records.length >= count, patience);
      return records;
    },
    stop: () => consumer.disconnect(),
  };
}

/** Header values as text. */
export function textsOf(headers: Record<string, unknown> | undefined): Record<string, string> {
  const entries = Object.entries(headers ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
