// The life of a consumer:
//   CHECKING  topics, retention and committed offsets are as they must be, or it refuses to start
//   RUNNING   batches are decided in groups and committed; what cannot be done is set aside
//   WAITING   MongoDB or the registry is away: it stays in its group, in place, and spends nothing
//   RESTARTING  it leaves its group and joins it anew, however long Kafka takes; the process goes on
//   DRAINING  no more groups are begun; those under way commit, then their offsets do
//   STOPPED   or DEAD: kafkajs gave up, `onDead` is called, and the process should exit
import type { AnyEvent, Codec } from '@angkutan/events';
import type { Logger } from '@angkutan/telemetry';
import type { Kafka } from 'kafkajs';
import type { Connection } from 'mongoose';
import { closesLane } from './aside.ts';
import { coalesce, type Coalescer } from './coalesce.ts';
import { INBOX_RETENTION_MS, prepareCollections } from './collections.ts';
import type { Executor } from './executor.ts';
import { watchHold } from './hold.ts';
import { overItems, traceOf, type Item } from './item.ts';
import { join, type Membership } from './membership.ts';
import { consumerWords } from './message-trace.ts';
import { makeDue } from './parked.ts';
import { parkingOf } from './parking.ts';
import { type ReleaseDeps, type Releaser, startReleasing } from './release.ts';
import { preview, type Preview } from './preview.ts';
import { checkBeforeStart } from './start-checks.ts';
import { pause } from './stopping.ts';
import type { Message, Work } from './work.ts';

/** How long a restart waits for batches under way; one that takes longer is given up. */
const PATIENCE_MS = 2_000;
const REJOIN_PAUSE_MS = 1_000;
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
  /** Lets what is parked be tried now, see `parked.ts`; answers how many keys. */
  releaseParked(): Promise<number>;
  /**
   * Leaves the group and joins it anew, in this process. Whatever does not end meanwhile is given up, and read
   * again. One that is under way is the same one. Never rejects; it ends when the group is joined.
   */
  restart(): Promise<void>;
  /** Finishes the groups under way, commits their offsets, leaves the group. */
  stop(): Promise<void>;
}

/** @throws {CannotConsumeError} when things are such that messages would be lost or done twice */
export async function startConsumer<S, C>(
  options: ConsumerOptions<S, C>,
): Promise<RunningConsumer> {
  const { group } = options;
  const logger = options.logger.child({ component: 'consumer', group });
  await check({ ...options, logger });
  const stopping = new AbortController();
  const holding = await watchHold(options.connection, group);
  const parked = retrying({ ...options, logger });
  const releaser = startReleasing({ ...parked, isHeld: holding.isHeld });
  const enter = (): Promise<Membership> =>
    join({
      ...options,
      logger,
      // Of its own each time: a group that hangs would hold up those behind it.
      coalescer: coalescing(parked, releaser),
      types: options.types && new Set(options.types),
      isWanted: options.isWanted ?? (() => true),
      isHeld: holding.isHeld,
      isFull: releaser.isFull,
    });

  async function leaveAll(): Promise<void> {
    holding.stop();
    await releaser.stop();
  }
  let restarting: Promise<void> | undefined;
  let membership: Membership | undefined = await enter().catch(async (error: unknown) => {
    await leaveAll();
    throw error;
  });

  async function rejoin(): Promise<void> {
    logger.warn({ group }, 'consumer restarts');
    const before = membership;
    membership = undefined;
    await before?.leave(PATIENCE_MS);
    while (!stopping.signal.aborted && membership === undefined) {
      try {
        membership = await enter();
      } catch (error) {
        logger.warn({ err: error, group }, 'consumer cannot start again yet');
        await pause(REJOIN_PAUSE_MS, stopping.signal);
      }
    }
  }

  return {
    isAlive: () => membership?.isAlive() ?? false,
    isHeld: () => holding.isHeld(),
    preview: (ids) => preview(options, ids),
    async releaseParked() {
      const { failedAttemptsMax } = parked.limits;
      const keys = await makeDue(options.connection, { group, failedAttemptsMax }, new Date());
      releaser.wake();
      return keys;
    },
    restart: () => (restarting ??= rejoin().finally(() => (restarting = undefined))),
    async stop() {
      stopping.abort();
      await restarting;
      await membership?.leave();
      await leaveAll();
    },
  };
}

async function check<S, C>(options: ConsumerOptions<S, C>): Promise<void> {
  const { inboxRetentionMs = INBOX_RETENTION_MS, acceptedGaps = [] } = options;
  await prepareCollections(options.connection, inboxRetentionMs);
  await checkBeforeStart({ ...options, inboxRetentionMs, acceptedGaps });
}

type Retrying<S, C> = Omit<ReleaseDeps<S, C>, 'isHeld'>;

/** What is done with items, and when those set aside are tried again. */
function retrying<S, C>(options: ConsumerOptions<S, C>): Retrying<S, C> {
  const { connection, group, logger, codec, executor, work } = options;
  return {
    connection,
    group,
    codeVersion: options.version,
    logger,
    now: () => new Date(),
    codec,
    executor,
    work,
    limits: {
      waitLimitMs: options.waitLimitMs,
      failedAttemptsMax: options.failedAttemptsMax ?? FAILED_ATTEMPTS_MAX,
      failedPauseMs: options.failedPauseMs ?? FAILED_PAUSE_MS,
    },
  };
}

/** How groups of items are committed. */
function coalescing<S, C>(
  parts: Retrying<S, C>,
  { wake }: Pick<Releaser, 'wake'>,
): Coalescer<Item, C> {
  const itemWork = overItems(parts.work);
  const execution = {
    dedupe: (item: Item) => item.id,
    traceparent: traceOf,
    describe: (item: Item) => consumerWords(item, parts.group),
    aside: parkingOf(parts),
  };
  return coalesce(async (items) => {
    const results = await parts.executor.execute(itemWork, items, execution);
    if (results.some(closesLane)) wake();
    return results;
  });
}
