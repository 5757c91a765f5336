import type { Connection, mongo } from 'mongoose';
import { OUTBOX, type OutboxDocument } from './outbox.ts';
import { createQueue } from './queue.ts';

/** Records that are handed on together, more or less: a document is never split here. */
const BATCH_ENTRIES_MAX = 1_000;
/**
 * Documents that one snapshot reads. After more, a new stream is opened, so that the ids to skip
 * stay few and the stream's place in the oplog young, however long the backlog is.
 */
const PASS_MAX = 20_000;
/** Documents of the stream that wait while a send is under way. */
const QUEUE_MAX = 5_000;

type Documents = readonly OutboxDocument[];

/**
 * All that is stored, then all that comes, in an order that keeps each key's, for ever, until the
 * signal. `beforePass` must remove what was handed on.
 *
 * @throws whatever the change stream throws; starting anew loses nothing
 */
export async function* outboxDocuments(
  connection: Connection,
  signal: AbortSignal,
  beforePass: () => Promise<void>,
): AsyncGenerator<Documents, void, undefined> {
  while (!signal.aborted) {
    await beforePass();
    const stream = connection
      .collection<OutboxDocument>(OUTBOX)
      .watch<OutboxDocument>([{ $match: { operationType: 'insert' } }]);
    const close = (): void => void stream.close().catch(() => undefined);
    signal.addEventListener('abort', close, { once: true });
    try {
      // Reading is what opens a stream. What this reads is younger than the stream, so it is in
      // the snapshot below too.
      await stream.tryNext();
      const sent = new Set<string>();
      yield* stored(connection, sent, signal);
      if (sent.size < PASS_MAX) yield* followed(stream, sent, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  }
}

async function* stored(
  connection: Connection,
  sent: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<Documents, void, undefined> {
  const session = await connection.startSession({ snapshot: true });
  try {
    const cursor = connection
      .collection<OutboxDocument>(OUTBOX)
      .find({}, { session, sort: { order: 1 }, limit: PASS_MAX });
    let batch: OutboxDocument[] = [];
    let entries = 0;
    for await (const document of cursor) {
      if (signal.aborted) return;
      sent.add(document._id.toHexString());
      batch.push(document);
      entries += document.entries.length;
      if (entries >= BATCH_ENTRIES_MAX) {
        yield batch;
        batch = [];
        entries = 0;
      }
    }
    if (batch.length > 0) yield batch;
  } finally {
    await session.endSession();
  }
}

async function* followed(
  stream: mongo.ChangeStream<OutboxDocument>,
  sent: ReadonlySet<string>,
  signal: AbortSignal,
): AsyncGenerator<Documents, void, undefined> {
  const queue = createQueue<OutboxDocument>(QUEUE_MAX);
  // While one batch is being sent the next one gathers.
  void pump(stream, queue);
  signal.addEventListener('abort', () => queue.end(), { once: true });
  for (;;) {
    const documents = await queue.take(BATCH_ENTRIES_MAX);
    if (documents.length === 0) return;
    const fresh = documents.filter(({ _id }) => !sent.has(_id.toHexString()));
    if (fresh.length > 0) yield fresh;
  }
}

async function pump(
  stream: mongo.ChangeStream<OutboxDocument>,
  queue: ReturnType<typeof createQueue<OutboxDocument>>,
): Promise<void> {
  try {
    for await (const change of stream) {
      if (change.operationType === 'insert') await queue.put(change.fullDocument);
    }
    // It was closed by us, or the collection is gone from under it; then this is told.
    queue.end(new Error('AKT_STREAM_ENDED: the change stream of the outbox has ended'));
  } catch (error) {
    queue.end(error instanceof Error ? error : new Error('AKT_STREAM_LOST', { cause: error }));
  }
}
