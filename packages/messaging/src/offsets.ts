import type { Logger } from '@angkutan/telemetry';
import type { Consumer } from 'kafkajs';

/** A commit per batch would add 30 ms to each; what a crash repeats, the inbox drops. */
const COMMIT_EVERY_MS = 1_000;

type Assignment = Readonly<Record<string, readonly number[]>>;

export interface Offsets {
  /** The partitions that are ours now. Offsets of others are forgotten: they are another's to move. */
  assign(assignment: Assignment): void;
  /** All up to this offset, itself included, is in MongoDB. */
  settled(topic: string, partition: number, offset: string): void;
  commit(): Promise<void>;
  stop(): void;
}

/** Commits consumed offsets on a timer. */
export function createOffsets(consumer: Consumer, logger: Logger): Offsets {
  let assigned: Assignment = {};
  let pending = new Map<string, { topic: string; partition: number; offset: string }>();
  const timer = setInterval(() => void commit(), COMMIT_EVERY_MS);

  async function commit(): Promise<void> {
    if (pending.size === 0) return;
    const committing = pending;
    pending = new Map();
    try {
      await consumer.commitOffsets([...committing.values()]);
    } catch (error) {
      // A rebalance, as a rule. What is still ours is committed the next time.
      for (const [at, offset] of committing) {
        if (isOurs(offset) && !pending.has(at)) pending.set(at, offset);
      }
      logger.debug({ err: error }, 'offsets not committed');
    }
  }

  function isOurs({ topic, partition }: { topic: string; partition: number }): boolean {
    return assigned[topic]?.includes(partition) ?? false;
  }

  return {
    assign(assignment) {
      assigned = assignment;
      for (const [at, offset] of pending) if (!isOurs(offset)) pending.delete(at);
    },
    settled(topic, partition, offset) {
      if (!isOurs({ topic, partition })) return;
      pending.set(`${topic}:${partition}`, {
        topic,
        partition,
        offset: String(BigInt(offset) + 1n),
      });
    },
    commit,
    stop: () => clearInterval(timer),
  };
}
