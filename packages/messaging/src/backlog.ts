import type { Connection } from 'mongoose';
import { outboxBacklog, outboxOldest } from './measures.ts';
import { OUTBOX } from './outbox.ts';

const EVERY_MS = 5_000;

export interface OutboxState {
  /** Transactions whose events are not published yet. */
  readonly backlog: number;
  readonly oldestSeconds: number;
}

export async function outboxState(connection: Connection): Promise<OutboxState> {
  const outbox = connection.collection(OUTBOX);
  const [oldest] = await outbox.find({}, { sort: { _id: 1 }, limit: 1 }).toArray();
  const since = oldest === undefined ? 0 : Date.now() - oldest._id.getTimestamp().getTime();
  return {
    backlog: await outbox.estimatedDocumentCount(),
    oldestSeconds: Math.max(0, since) / 1_000,
  };
}

/** Measures how much waits to be published, and since when. */
export function watchBacklog(connection: Connection): { stop(): void } {
  const database = { database: connection.name };

  async function measure(): Promise<void> {
    const { backlog, oldestSeconds } = await outboxState(connection);
    outboxOldest.set(database, oldestSeconds);
    outboxBacklog.set(database, backlog);
  }

  // While MongoDB is away the last figures stay; its absence has alerts of its own.
  const timer = setInterval(() => void measure().catch(() => undefined), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
