import { InvalidEventError, UndecodableError } from './errors.ts';
import type { AnyEvent, EventType } from './event.ts';
import { avroTypeOf, createReader, type Reader } from './reader.ts';
import { REGISTRY_TIMEOUT_MS, createRegistry } from './registry.ts';
import { createSchemaIds, type SchemaStore } from './schema-ids.ts';
import { schemaOf } from './schemas.ts';
import { SingleFlight } from './single-flight.ts';

/** The largest body either way, in bytes: below the broker's 1 MiB for a record, with room for its headers. */
const BODY_BYTES_MAX = 1_000_000;

/** The wire format: a zero byte, the schema's id as four bytes, the body. */
const MAGIC = 0;
const HEAD_BYTES = 5;

/** An event as bytes that still lack their schema's id. Safe to keep: the fingerprint remembers the schema. */
export interface Encoded {
  readonly type: EventType;
  readonly fingerprint: string;
  readonly body: Buffer;
}

export interface CodecOptions {
  /** The root of the registry's Confluent API. */
  readonly registryUrl: string;
  /** Where ids outlive the process. */
  readonly store?: SchemaStore;
  /** Default 3,000 ms. */
  readonly timeoutMs?: number;
}

export interface Codec {
  /** Without I/O: works while the registry is down. @throws InvalidEventError for data that do not fit. */
  encode(event: AnyEvent): Encoded;
  /** The message as it goes to Kafka. Asks the registry once per schema. @throws RegistryUnavailableError */
  frame(encoded: Omit<Encoded, 'type'>): Promise<Buffer>;
  /**
   * A message from Kafka as an event: at once when its schema id was seen before, as a promise the first time.
   * Data come in the shape of the current schema, whatever version wrote them.
   * @throws UndecodableError for the message's own fault, RegistryUnavailableError for the registry's.
   */
  decode(message: Buffer | null): AnyEvent | Promise<AnyEvent>;
}

export function createCodec(options: CodecOptions): Codec {
  const registry = createRegistry(options.registryUrl, options.timeoutMs ?? REGISTRY_TIMEOUT_MS);
  const schemas = createSchemaIds(registry, options.store);
  const ids = new SingleFlight((fingerprint: string) => schemas.idOf(fingerprint));
  const readers = new SingleFlight<number, Reader>(async (id) =>
    createReader(id, await schemas.schemaById(id)),
  );

  return {
    encode,
    async frame({ fingerprint, body }) {
      return framed(ids.known(fingerprint) ?? (await ids.get(fingerprint)), body);
    },
    decode(message) {
      const { id, body } = unframed(message);
      const reader = readers.known(id);
      return reader === undefined ? readers.get(id).then((read) => read(body)) : reader(body);
    },
  };
}

function encode(event: AnyEvent): Encoded {
  const { type } = event;
  const body = bodyOf(event);
  if (body.length > BODY_BYTES_MAX) {
    throw new InvalidEventError(`${type}: ${body.length} bytes are more than ${BODY_BYTES_MAX}`);
  }
  return { type, fingerprint: schemaOf(type).fingerprint, body };
}

/** Writing checks every value; only when that fails is the whole event searched for what is wrong. */
function bodyOf({ type, data }: AnyEvent): Buffer {
  const avro = avroTypeOf(type);
  try {
    return avro.toBuffer(data);
  } catch {
    const wrong: string[] = [];
    avro.isValid(data, { errorHook: (path) => wrong.push(path.join('.')) });
    throw new InvalidEventError(`${type}: wrong or missing ${wrong.join(', ')}`);
  }
}

function framed(id: number, body: Buffer): Buffer {
  const message = Buffer.allocUnsafe(HEAD_BYTES + body.length);
  message.writeUInt8(MAGIC, 0);
  message.writeInt32BE(id, 1);
  body.copy(message, HEAD_BYTES);
  return message;
}

function unframed(message: Buffer | null): { id: number; body: Buffer } {
  if (message === null || message.length < HEAD_BYTES || message[0] !== MAGIC) {
    throw new UndecodableError(
      'NOT_WIRE_FORMAT',
      'a zero byte and a schema id do not open the message',
    );
  }
  const schemaId = message.readInt32BE(1);
  if (message.length - HEAD_BYTES > BODY_BYTES_MAX) {
    throw new UndecodableError('BAD_BODY', `more than ${BODY_BYTES_MAX} bytes`, { schemaId });
  }
  return { id: schemaId, body: message.subarray(HEAD_BYTES) };
}
