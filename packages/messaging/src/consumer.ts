// The life of a consumer:
//   CHECKING  topics, retention and committed offsets are as they must be, or it refuses to start
//   RUNNING   batches are decided in groups and committed; what cannot be done is set aside
//   WAITING   MongoDB or the registry is away: it stays in its group, in place, and spends nothing
//   DRAINING  no more groups are begun; those under way commit, then their offsets do
//   STOPPED   or DEAD: kafkajs gave up, `onDead` is called, and the process should exit
import { setTimeout as delay } from 'node:timers/promises';
import type { AnyEvent, Codec } from '@angkutan/events';
import type { Logger } from '@angkutan/telemetry';
import type { Kafka } from 'kafkajs';
import type { Connection } from 'mongoose';
import { closesLane } from './aside.ts';
import { batchHandler } from './batch.ts';
import { coalesce, type Coalescer } from './coalesce.ts';
import { INBOX_RETENTION_MS, prepareCollections } from './collections.ts';
import type { Executor } from './executor.ts';
import { type HoldWatch, watchHold } from './hold.ts';
import { overItems, traceOf, type Item } from './item.ts';
import { createConsumer } from './kafka.ts';
import { watchConsumer } from './liveness.ts';
import { consumerLag } from './measures.ts';
import { createOffsets } from './offsets.ts';
import { consumerWords } from './message-trace.ts';
import { parkingOf } from './parking.ts';
import { startReleasing, type Releaser } from './release.ts';
import { preview, type Preview } from './preview.ts';
import { checkBeforeStart } from './start-checks.ts';
import type { Message, Work } from './work.ts';

/** Partitions of one process that are handled side by side; their groups share commits. */
const PARTITIONS_AT_ONCE = 12;
/** How long a stop waits for Kafka to let us go. */
const DISCONNECT_MAX_MS = 5_000;
const FAILED_ATTEMPTS_MAX = 5;
const FAILED_PAUSE_MS = 500;

export interface ConsumerOptions<S, C> {
  readonly kafka: Kafka;
  readonly connection: Connection;
  readonly executor: Executor;
  readonly codec: Pick<Codec, 'decode'>;
  readonly logger: Logger;
  readonly group: string;
  readonly topics: readonly string[];
  readonly work: Work<Message, S, C>;
  /** How long a message may answer `wait` before it is dead-lettered, in ms. */
  readonly waitLimitMs: number;
  /** The release that runs; dead letters name it. */
  readonly version: string;
  /** Called once when the consumer has crashed for good: let the process exit. */
  readonly onDead: (error: Error) => void;
  /** Event types of interest; others are passed over undecoded. Default all. */
  readonly types?: readonly string[];
  /** Of those types, the events of interest; others are passed over and leave nothing in the inbox. Default all. */
  readonly isWanted?: (event: AnyEvent) => boolean;
  /** How long the inbox remembers, in ms; default 30 days. */
  readonly inboxRetentionMs?: number;
  /** Start although messages were deleted unread from here on, each `topic/partition@offset`. Default none. */
  readonly acceptedGaps?: readonly string[];
  /** How long messages may gather before they are taken, in ms: fewer, larger commits. Default not at all. */
  readonly gatherMs?: number;
  /** How often a message that fails is tried in all; default 5. */
  readonly failedAttemptsMax?: number;
  /** The pause after its first failure in ms, growing fourfold; default 500. */
  readonly failedPauseMs?: number;
}

export interface RunningConsumer {
  /** Whether it is a member of a stable group and polled lately. */
  isAlive(): boolean;
  /** Whether a person has stopped it. */
  isHeld(): boolean;
  /** What handing these dead letters back would do; see `preview.ts`. */
  preview(ids: readonly string[]): Promise<readonly Preview[]>;
  /** Finishes the groups under way, commits their offsets, leaves the group. */
  stop(): Promise<void>;
}

/** @throws {CannotConsumeError} when things are such that messages would be lost or done twice */
export async function startConsumer<S, C>(
  options: ConsumerOptions<S, C>,
): Promise<RunningConsumer> {
  const { kafka, group } = options;
  const logger = options.logger.child({ component: 'consumer', group });
  await check({ ...options, logger });
  const consumer = createConsumer(kafka, group, options.gatherMs);
  const stopping = new AbortController();
  const liveness = watchConsumer(consumer, options.onDead);
  const offsets = createOffsets(consumer, logger);
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    offsets.assign(payload.memberAssignment);
    // A partition that another instance has now would show its last lag here for ever.
    consumerLag.reset();
  });
  const holding = await watchHold(options.connection, group);
  const { coalescer, releaser } = settling({ ...options, logger }, holding);
  const handle = batchHandler({
    group,
    codec: options.codec,
    coalescer,
    offsets,
    logger,
    stopping: stopping.signal,
    types: options.types && new Set(options.types),
    isWanted: options.isWanted ?? (() => true),
    isHeld: () => holding.isHeld(),
    isFull: () => releaser.isFull(),
  });
  const underWay = new Set<Promise<void>>();

  async function stop(): Promise<void> {
    stopping.abort();
    await Promise.all(underWay);
    await offsets.commit();
    offsets.stop();
    liveness.stop();
    holding.stop();
    await Promise.race([
      consumer.disconnect().catch(() => undefined),
      delay(DISCONNECT_MAX_MS, undefined, { ref: false }),
    ]);
    await releaser.stop();
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      async eachBatch(payload) {
        const handling = handle(payload);
        underWay.add(handling);
        await handling.finally(() => underWay.delete(handling));
      },
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    isAlive: () => liveness.isAlive(),
    isHeld: () => holding.isHeld(),
    preview: (ids) => preview(options, ids),
    stop,
  };
}

async function check<S, C>(options: ConsumerOptions<S, C>): Promise<void> {
  const { inboxRetentionMs = INBOX_RETENTION_MS, acceptedGaps = [] } = options;
  await prepareCollections(options.connection, inboxRetentionMs);
  await checkBeforeStart({ ...options, inboxRetentionMs, acceptedGaps });
}

/** How groups of items are committed, and how those set aside come back. */
function settling<S, C>(
  options: ConsumerOptions<S, C>,
  { isHeld }: HoldWatch,
): { coalescer: Coalescer<Item, C>; releaser: Releaser } {
  const { connection, group, logger, codec, executor, work } = options;
  const parking = {
    connection,
    group,
    codeVersion: options.version,
    logger,
    now: () => new Date(),
  };
  const limits = {
    waitLimitMs: options.waitLimitMs,
    failedAttemptsMax: options.failedAttemptsMax ?? FAILED_ATTEMPTS_MAX,
    failedPauseMs: options.failedPauseMs ?? FAILED_PAUSE_MS,
  };
  const itemWork = overItems(work);
  const execution = {
    dedupe: (item: Item) => item.id,
    traceparent: traceOf,
    describe: (item: Item) => consumerWords(item, group),
    aside: parkingOf(parking),
  };
  const releaser = startReleasing({ ...parking, codec, executor, work, limits, isHeld });
  return {
    releaser,
    coalescer: coalesce(async (items) => {
      const results = await executor.execute(itemWork, items, execution);
      if (results.some(closesLane)) releaser.wake();
      return results;
    }),
  };
}
