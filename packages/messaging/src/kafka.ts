// The only module that makes kafkajs objects, with the settings that were found to be safe.
import { setTimeout as delay } from 'node:timers/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import kafkajs, { type Consumer, type ISocketFactory, type Kafka, type Producer } from 'kafkajs';
import type { Logger } from '@angkutan/telemetry';

// Node sees only the first few of a CommonJS module's names, so they are taken from the whole.
const { CompressionCodecs, CompressionTypes, ConfigResourceTypes, logLevel, Partitioners } =
  kafkajs;

/** What an admin's `describeConfigs` calls a topic. */
export const TOPIC_CONFIG = ConfigResourceTypes.TOPIC;

// Another team's producer may compress; without a codec the first such batch ends the consumer.
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: async ({ buffer }: { buffer: Buffer }) => zstdCompressSync(buffer),
  decompress: async (buffer: Buffer) => zstdDecompressSync(buffer),
});

/** How long `connectKafka` waits for a broker before it gives up. */
const WAIT_MS = 60_000;
const CONNECT_MS = 3_000;
/** How long a request may take before it counts as lost. */
const REQUEST_MS = 10_000;
export const SESSION_MS = 10_000;
export const HEARTBEAT_MS = 1_000;
/** How long the broker waits with an answer while there is nothing to fetch. */
const FETCH_WAIT_MS = 250;
/** So many are enough to be handed over before their time. */
const GATHERED_BYTES = 256 * 1024;
const FETCH_BYTES_PER_PARTITION = 512 * 1024;

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: Logger;
  readonly waitMs?: number;
  /** How long a request may take before it counts as lost; default 10,000 ms. */
  readonly requestTimeoutMs?: number;
  /** How to reach a broker that is not at the address it tells, such as through a tunnel. */
  readonly socketFactory?: ISocketFactory;
  /** Told once per failed try, so that the process can say for what it waits. */
  readonly onWaiting?: (waiting: { for: string; waitedMs: number; cause: unknown }) => void;
}

/** No broker answered within the limit. `cause` is the last try's error. */
export class KafkaUnavailableError extends Error {
  override readonly name = 'KafkaUnavailableError';
  readonly code = 'AKT_KAFKA_UNAVAILABLE';
}

/** Waits until a broker answers. @throws {KafkaUnavailableError} when none did within `waitMs` */
export async function connectKafka(options: KafkaOptions): Promise<Kafka> {
  const { brokers, waitMs = WAIT_MS, onWaiting } = options;
  const kafka = createKafka(options);
  const started = performance.now();
  for (;;) {
    const admin = kafka.admin({ retry: { retries: 0 } });
    try {
      await admin.connect();
      await admin.describeCluster();
      return kafka;
    } catch (cause) {
      const waitedMs = Math.round(performance.now() - started);
      const what = `Kafka at ${brokers.join(',')}`;
      if (waitedMs >= waitMs) {
        throw new KafkaUnavailableError(`${what} did not answer in ${waitMs} ms`, { cause });
      }
      onWaiting?.({ for: what, waitedMs, cause });
      await delay(Math.min(500, waitMs - waitedMs));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

/** A client without a first contact. */
export function createKafka(options: KafkaOptions): Kafka {
  const { brokers, clientId, logger, socketFactory, requestTimeoutMs = REQUEST_MS } = options;
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: CONNECT_MS,
    requestTimeout: requestTimeoutMs,
    enforceRequestTimeout: true,
    ...(socketFactory && { socketFactory }),
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 6 },
    logLevel: logLevel.WARN,
    logCreator: () => toLogger(logger.child({ component: 'kafkajs' })),
  });
}

/**
 * A producer that loses nothing acknowledged, as long as its caller has one send in flight:
 * concurrent sends lose acknowledged records when one answer is lost.
 */
export function createProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
}

interface ConsumerSettings {
  /**
   * How long the broker lets messages gather, in ms, unless they are many. Without it each is handed over as soon
   * as it is there.
   */
  readonly gatherMs?: number | undefined;
  /** Whether kafkajs may join again by itself when it has lost its brokers; default always. */
  readonly mayRestart?: () => boolean;
}

export function createConsumer(
  kafka: Kafka,
  groupId: string,
  { gatherMs, mayRestart = () => true }: ConsumerSettings = {},
): Consumer {
  return kafka.consumer({
    groupId,
    retry: { restartOnFailure: async () => mayRestart() },
    sessionTimeout: SESSION_MS,
    heartbeatInterval: HEARTBEAT_MS,
    rebalanceTimeout: SESSION_MS,
    maxWaitTimeInMs: gatherMs ?? FETCH_WAIT_MS,
    minBytes: gatherMs === undefined ? 1 : GATHERED_BYTES,
    maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
    allowAutoTopicCreation: false,
  });
}

// kafkajs has no event for it: it goes on from the beginning (see `fromBeginning`), and the inbox
// drops what is known, but whatever was deleted in between is lost.
const OUT_OF_RANGE = /offset out of range/i;

type LogEntry = Parameters<
  ReturnType<NonNullable<ConstructorParameters<typeof kafkajs.Kafka>[0]['logCreator']>>
>[0];

// The client's own texts are of brokers and groups; its fields are left out, for they may hold keys.
function toLogger(logger: Logger): (entry: LogEntry) => void {
  return ({ level, log }) => {
    const text = `kafkajs: ${log.message}`;
    if (OUT_OF_RANGE.test(text)) logger.error({ code: 'AKT_OFFSET_OUT_OF_RANGE' }, text);
    else if (level === logLevel.ERROR) logger.warn(text);
    else logger.info(text);
  };
}
