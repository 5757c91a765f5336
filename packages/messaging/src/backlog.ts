import type { Connection } from 'mongoose';
import { outboxBacklog, outboxOldest } from './measures.ts';
import { OUTBOX } from './outbox.ts';

const EVERY_MS = 5_000;

/** Measures how much waits to be published, and since when. */
export function watchBacklog(connection: Connection): { stop(): void } {
  const outbox = connection.collection(OUTBOX);
  const database = { database: connection.name };

  async function measure(): Promise<void> {
    const [oldest] = await outbox.find({}, { sort: { _id: 1 }, limit: 1 }).toArray();
    const since = oldest === undefined ? 0 : Date.now() - oldest._id.getTimestamp().getTime();
    outboxOldest.set(database, Math.max(0, since) / 1000);
    outboxBacklog.set(database, await outbox.estimatedDocumentCount());
  }

  // While MongoDB is away the last figures stay; its absence has alerts of its own.
  const timer = setInterval(() => void measure().catch(() => undefined), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
