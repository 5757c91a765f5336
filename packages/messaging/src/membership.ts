/**
 * One stay of this process in its consumer group.
 *
 *   READING ──leave()──▶ LEAVING: no more groups are begun; those under way commit, then their offsets do ─▶ GONE
 *                           └──patience is over──▶ batches that do not end are given up ─▶ GONE
 *
 * What is given up may commit all the same, beside its successor that reads the same messages: the inbox lets
 * each of them through once, as after a rebalance.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { type BatchDeps, batchHandler } from './batch.ts';
import { createConsumer } from './kafka.ts';
import { watchConsumer } from './liveness.ts';
import { consumerLag } from './measures.ts';
import { createOffsets } from './offsets.ts';

/** Partitions of one process that are handled side by side; their groups share commits. */
const PARTITIONS_AT_ONCE = 12;
/** How long leaving waits for Kafka: first to take the offsets, then to let us go. */
const KAFKA_MAX_MS = 5_000;

export interface MembershipDeps extends Omit<BatchDeps, 'offsets' | 'stopping' | 'givenUp'> {
  readonly kafka: Kafka;
  readonly topics: readonly string[];
  /** See `createConsumer`. */
  readonly gatherMs?: number;
  /** Called once when kafkajs has given it up for good. */
  readonly onDead: (error: Error) => void;
}

export interface Membership {
  /** Whether it is a member of a stable group and polled lately. */
  isAlive(): boolean;
  /** `patienceMs`: how long batches under way may take to end; default for ever. */
  leave(patienceMs?: number): Promise<void>;
}

/** Joins the group and reads. @throws when Kafka cannot be reached */
export async function join(deps: MembershipDeps): Promise<Membership> {
  const { kafka, group, topics, gatherMs, logger, onDead } = deps;
  const leaving = new AbortController();
  const givingUp = new AbortController();
  const mayRestart = (): boolean => !leaving.signal.aborted;
  const consumer = createConsumer(kafka, group, { gatherMs, mayRestart });
  const liveness = watchConsumer(consumer, (error) => leaving.signal.aborted || onDead(error));
  const offsets = createOffsets(consumer, logger);
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    offsets.assign(payload.memberAssignment);
    // A partition that another instance has now would show its last lag here for ever.
    consumerLag.reset();
  });
  const signals = { stopping: leaving.signal, givenUp: givingUp.signal };
  const handle = batchHandler({ ...deps, offsets, ...signals });
  const underWay = new Set<Promise<void>>();
  let gone = false;

  async function leave(patienceMs?: number): Promise<void> {
    leaving.abort();
    const patience =
      patienceMs === undefined ? undefined : setTimeout(() => givingUp.abort(), patienceMs);
    await Promise.all(underWay);
    clearTimeout(patience);
    await atMost(KAFKA_MAX_MS, offsets.commit());
    offsets.stop();
    liveness.stop();
    gone = true;
    await atMost(
      KAFKA_MAX_MS,
      consumer.disconnect().catch(() => undefined),
    );
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      async eachBatch(payload) {
        // kafkajs that was joining while it was told to disconnect joins all the same, and would hold its
        // partitions beside those who read them. Only an error of this class ends it for good.
        if (gone) throw new TypeError('this consumer has left its group');
        const handling = handle(payload);
        underWay.add(handling);
        await handling.finally(() => underWay.delete(handling));
      },
    });
  } catch (error) {
    await leave();
    throw error;
  }
  return { isAlive: () => liveness.isAlive(), leave };
}

const atMost = (ms: number, ends: Promise<unknown>): Promise<unknown> =>
  Promise.race([ends, delay(ms, undefined, { ref: false })]);
