// Publishes the outbox. One leader per database:
//   STANDBY     tries for the lease every second; whoever gets it leads
//   CATCHING UP opens the change stream first, then publishes what is stored, by `order`, from one
//               snapshot: nothing can fall between the two
//   FOLLOWING   publishes the stream's own documents, in the order of their commits, skipping what
//               the snapshot had already
// Any trouble (stream, broker, registry, lease) ends leading, loudly, and all begins anew from the
// stored state, which is always right: what is published is removed, a little later. So a record may
// go out twice, but on its first way never before an earlier one of its key, and never not at all.
import { randomUUID } from 'node:crypto';
import type { Codec } from '@angkutan/events';
import type { Logger } from '@angkutan/telemetry';
import type { Kafka } from 'kafkajs';
import type { Connection } from 'mongoose';
import { watchBacklog } from './backlog.ts';
import { errorStory } from './dead-letter.ts';
import { createLease, type Lease } from './lease.ts';
import { relayed, relayTroubles } from './measures.ts';
import { outboxDocuments } from './outbox-reader.ts';
import { createPublisher } from './publisher.ts';
import { recordSent } from './record-sent.ts';
import { createRemover } from './remover.ts';
import { pause } from './stopping.ts';

/** How often the lease is renewed by its holder, and tried for by the others. */
const LEASE_EVERY_MS = 1_000;
/** The pause after trouble; each further one is twice as long. */
const TROUBLE_MS = 200;
const TROUBLE_MAX_MS = 5_000;

export interface RelayDeps {
  readonly connection: Connection;
  readonly kafka: Kafka;
  readonly codec: Pick<Codec, 'frame'>;
  readonly logger: Logger;
}

export interface Relay {
  /** Whether this instance publishes at the moment. */
  isLeading(): boolean;
  /** Finishes the send under way, gives up the lease, disconnects. */
  stop(): Promise<void>;
}

/** Starts publishing in the background; wants the collections of `prepareCollections`. */
export function startRelay(deps: RelayDeps): Relay {
  const { connection } = deps;
  const database = { database: connection.name };
  const logger = deps.logger.child({ component: 'relay' });
  const stopping = new AbortController();
  const lease = createLease(connection, 'relay', randomUUID());
  const publisher = createPublisher(deps.kafka, deps.codec, () => lease.maySend());
  const remover = createRemover(connection, logger);
  const backlog = watchBacklog(connection);
  let leading = false;
  let troubles = 0;

  async function lead(): Promise<void> {
    const term = new AbortController();
    const signal = AbortSignal.any([stopping.signal, term.signal]);
    const renewing = setInterval(() => void renew(lease, term), LEASE_EVERY_MS);
    try {
      for await (const documents of outboxDocuments(connection, signal, () => remover.flush())) {
        const entries = documents.flatMap((document) => document.entries);
        await publisher.publish(entries);
        recordSent(documents);
        remover.add(documents.map(({ _id }) => _id));
        relayed.inc(database, entries.length);
        troubles = 0;
      }
    } finally {
      clearInterval(renewing);
      term.abort();
      await remover.flush();
    }
  }

  async function recover(error: unknown): Promise<void> {
    const { code } = errorStory(error);
    relayTroubles.inc({ ...database, code });
    logger.error({ err: error, code }, 'relay falls back to the stored outbox');
    await publisher.reset();
    await pause(Math.min(TROUBLE_MAX_MS, TROUBLE_MS * 2 ** troubles), stopping.signal);
    troubles += 1;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        leading = await lease.claim();
        if (leading) {
          logger.info({ state: 'leading' }, 'relay leads');
          await lead();
        } else await pause(LEASE_EVERY_MS, stopping.signal);
      } catch (error) {
        leading = false;
        if (!stopping.signal.aborted) await recover(error);
      }
    }
    leading = false;
  }

  const ended = loop();
  return {
    isLeading: () => leading,
    async stop() {
      stopping.abort();
      await ended;
      backlog.stop();
      await remover.stop();
      await lease.release().catch(() => undefined);
      await publisher.reset();
    },
  };
}

// A renewal that fails otherwise is tried again in a second; meanwhile `maySend` keeps us honest.
async function renew(lease: Lease, term: AbortController): Promise<void> {
  const ours = await lease.claim().catch(() => true);
  if (!ours) term.abort();
}
