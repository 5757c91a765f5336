import { bytesOf } from './bytes.ts';
import type { Item, RawRecord } from './item.ts';
import type { Lane, ParkedMessage } from './parked.ts';

export function toParked({ id, raw }: Item, at: Date): ParkedMessage {
  const { partition, offset, key, value, headers } = raw;
  return { id, partition, offset, at, key, value, headers };
}

/** The record as it came from Kafka. */
export function toRaw(
  lane: Pick<Lane, 'topic'>,
  message: Omit<ParkedMessage, 'id' | 'at'>,
): RawRecord {
  return {
    topic: lane.topic,
    partition: message.partition,
    offset: message.offset,
    key: message.key === null ? null : bytesOf(message.key),
    value: message.value === null ? null : bytesOf(message.value),
    headers: message.headers.map(([name, value]) => [name, bytesOf(value)]),
  };
}

export function sizeOf(value: Buffer | null): number {
  return value?.length ?? 0;
}
