import { fromHeaders, RegistryUnavailableError, UndecodableError } from '@angkutan/events';
import type { AnyEvent, Codec } from '@angkutan/events';
import { isTransient } from '@angkutan/mongo';
import type { EachBatchPayload } from 'kafkajs';
import type { Item, RawRecord } from './item.ts';
import type { StoredHeader } from './outbox.ts';

type KafkaRecord = EachBatchPayload['batch']['messages'][number];

/** The record as plain bytes. */
export function rawOf(topic: string, partition: number, record: KafkaRecord): RawRecord {
  const headers = Object.entries(record.headers ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): StoredHeader => [name, toBuffer(one)]),
  );
  const { offset, key, value } = record;
  return { topic, partition, offset, key, value, headers };
}

/**
 * Decodes a record. What can never be decoded becomes an item that says so, with an inbox id of
 * its position: its `ce_id` is as doubtful as its body, and must not silence a good message.
 *
 * @throws RegistryUnavailableError: the record waits, whatever it is
 */
export async function readRecord(
  raw: RawRecord,
  group: string,
  codec: Pick<Codec, 'decode'>,
): Promise<Item> {
  const key = raw.key?.toString() ?? '';
  try {
    const event = await codec.decode(raw.value);
    const { id, source, traceparent } = identityOf(raw, event);
    const { topic, partition, offset } = raw;
    const trace = traceparent === undefined ? {} : { traceparent };
    return {
      id: `${group}:${id}`,
      lane: `${group}:${topic}:${key}`,
      raw,
      content: { message: { id, event, topic, partition, offset, key, source, ...trace } },
    };
  } catch (error) {
    if (error instanceof RegistryUnavailableError || isTransient(error)) throw error;
    const problem = asUndecodable(error);
    const position = `${group}:${raw.topic}:${raw.partition}:${raw.offset}`;
    return { id: position, lane: position, raw, content: { problem } };
  }
}

/** The event type that the headers name, without decoding; undefined when they name none. */
export function announcedType(raw: RawRecord): string | undefined {
  const header = raw.headers.find(([name]) => name === 'ce_type');
  return header?.[1].toString().split('.').at(-1);
}

// A sender that forgot a header still has its event paid: the body carries the id too.
function identityOf(
  raw: RawRecord,
  event: AnyEvent,
): { id: string; source: string; traceparent?: string } {
  const envelope = fromHeaders(Object.fromEntries(raw.headers));
  if (!('missing' in envelope)) return envelope;
  if (event.data.eventId !== '') return { id: event.data.eventId, source: '' };
  throw new UndecodableError('BAD_BODY', 'neither ce_id nor eventId tells which event this is');
}

// A decoder that breaks on a message would break on it for ever.
function asUndecodable(error: unknown): UndecodableError {
  if (error instanceof UndecodableError) return error;
  return new UndecodableError('BAD_BODY', 'the decoder failed', { cause: error });
}

function toBuffer(value: Buffer | string | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value ?? '');
}
