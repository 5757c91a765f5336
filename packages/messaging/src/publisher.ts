import type { Codec } from '@angkutan/events';
import type { IHeaders, Kafka, Message as KafkaMessage, Producer } from 'kafkajs';
import { bytesOf } from './bytes.ts';
import { createProducer } from './kafka.ts';
import type { OutboxEntry, StoredHeader } from './outbox.ts';

/** Records in one send. */
export const SEND_RECORDS_MAX = 500;
/** Bytes in one send: the broker refuses a batch of more than 1 MiB for one partition. */
const SEND_BYTES_MAX = 512 * 1024;
/** What a record costs beside its body. */
const RECORD_OVERHEAD_BYTES = 600;

export interface Publisher {
  /** Sends the records in their order, and answers when the broker has them all. */
  publish(entries: readonly OutboxEntry[]): Promise<void>;
  /** After a failed send: a fresh producer, for the old one's sequence may be broken. */
  reset(): Promise<void>;
}

/**
 * The caller awaits each `publish` before the next one. `maySend` is asked before every send.
 */
export function createPublisher(
  kafka: Kafka,
  codec: Pick<Codec, 'frame'>,
  maySend: () => boolean,
): Publisher {
  let producer: Producer | undefined;

  async function connected(): Promise<Producer> {
    if (producer === undefined) {
      const fresh = createProducer(kafka);
      await fresh.connect();
      producer = fresh;
    }
    return producer;
  }

  return {
    async publish(entries) {
      const client = await connected();
      for (const chunk of chunksOf(entries)) {
        const records = await Promise.all(chunk.map((entry) => toRecord(entry, codec)));
        if (!maySend()) throw new LeaseLostError('AKT_LEASE_LOST: the lease ends too soon to send');
        const byTopic = Map.groupBy(records, ({ topic }) => topic);
        await client.sendBatch({
          acks: -1,
          topicMessages: [...byTopic].map(([topic, messages]) => ({
            topic,
            messages: messages.map(({ message }) => message),
          })),
        });
      }
    },
    async reset() {
      const old = producer;
      producer = undefined;
      await old?.disconnect().catch(() => undefined);
    },
  };
}

/** Another may lead by now; nothing was sent. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'AKT_LEASE_LOST';
}

function* chunksOf(entries: readonly OutboxEntry[]): Generator<readonly OutboxEntry[]> {
  let chunk: OutboxEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = RECORD_OVERHEAD_BYTES + bodyOf(entry).length;
    if (chunk.length === SEND_RECORDS_MAX || (chunk.length > 0 && bytes + size > SEND_BYTES_MAX)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(entry);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

function bodyOf({ encoded, raw }: OutboxEntry): Buffer {
  if (encoded !== undefined) return bytesOf(encoded.body);
  return raw === null || raw === undefined ? Buffer.alloc(0) : bytesOf(raw);
}

async function toRecord(
  entry: OutboxEntry,
  codec: Pick<Codec, 'frame'>,
): Promise<{ topic: string; message: KafkaMessage }> {
  const { topic, key, encoded, raw } = entry;
  const value = encoded
    ? await codec.frame({ ...encoded, body: bytesOf(encoded.body) })
    : raw === null || raw === undefined
      ? null
      : bytesOf(raw);
  const headers = toKafkaHeaders(entry.headers);
  return { topic, message: { key: key === null ? null : bytesOf(key), value, headers } };
}

function toKafkaHeaders(stored: readonly StoredHeader[]): IHeaders {
  const byName = Map.groupBy(stored, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, headers]) => {
      const values = headers.map(([, value]) => bytesOf(value));
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
