import type { Logger } from '@angkutan/telemetry';
import type { Connection, mongo } from 'mongoose';
import { OUTBOX, type OutboxDocument } from './outbox.ts';

/** How long what is published stays, so that many are removed at once. */
const LAG_MS = 100;

export interface Remover {
  add(ids: readonly mongo.ObjectId[]): void;
  /** Removes what was added so far. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** Removes published documents. A removal that is lost only publishes again what consumers drop. */
export function createRemover(connection: Connection, logger: Logger): Remover {
  const outbox = connection.collection<OutboxDocument>(OUTBOX);
  let gone: mongo.ObjectId[] = [];
  const timer = setInterval(() => void flush(), LAG_MS);

  async function flush(): Promise<void> {
    const ids = gone;
    gone = [];
    if (ids.length === 0) return;
    try {
      await outbox.deleteMany({ _id: { $in: ids } }, { writeConcern: { w: 1 } });
    } catch (error) {
      gone = [...ids, ...gone];
      logger.warn({ err: error, count: ids.length }, 'published documents are not removed yet');
    }
  }

  return {
    add: (ids) => void gone.push(...ids),
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
