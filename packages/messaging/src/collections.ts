import { isDuplicateKey } from '@angkutan/mongo';
import mongoose, { type Connection } from 'mongoose';
import { INBOX } from './inbox.ts';
import { OUTBOX } from './outbox.ts';
import { STREAMS } from './streams.ts';

export const PARKED = 'parked';
export const LEASES = 'leases';
export const SCHEMAS = 'schemas';
export const DEAD_LETTERS = 'dead_letters';
export const HOLDS = 'consumer_holds';

/** How long the inbox remembers an id, unless the service says otherwise: 30 days. */
export const INBOX_RETENTION_MS = 30 * 24 * 3_600_000;

/**
 * How long a key keeps its number after its last event: 30 days. A number may be forgotten only
 * when nothing of its key is unpublished, so this bounds how long Kafka may be away.
 */
const STREAM_RETENTION_S = 30 * 24 * 3_600;

/** How long what was given up can be looked at and handed back: 30 days, longer than its copy in the topic. */
const DEAD_LETTER_RETENTION_S = 30 * 24 * 3_600;

const ALREADY_THERE = 48;
const OTHER_OPTIONS = 85;

const ALL = [INBOX, OUTBOX, STREAMS, PARKED, LEASES, SCHEMAS, DEAD_LETTERS, HOLDS];

/**
 * Makes the collections and indexes of the messaging loop where they are missing; a transaction
 * that had to make them would collide with its twins. Safe to run in several processes at once.
 */
export async function prepareCollections(
  connection: Connection,
  inboxRetentionMs = INBOX_RETENTION_MS,
): Promise<void> {
  for (const name of ALL) {
    await createMissing(connection, name);
  }
  await expireAfter(connection, INBOX, Math.ceil(inboxRetentionMs / 1000));
  await expireAfter(connection, STREAMS, STREAM_RETENTION_S);
  await connection.collection(OUTBOX).createIndex({ order: 1 });
  await connection.collection(PARKED).createIndex({ group: 1, nextAt: 1 });
  await expireAfter(connection, DEAD_LETTERS, DEAD_LETTER_RETENTION_S);
  const letters = connection.collection(DEAD_LETTERS);
  await letters.createIndex({ status: 1, cause: 1, at: -1, _id: -1 });
  await letters.createIndex({ status: 1, at: -1, _id: -1 });
  // Causes are counted from it alone, without reading one letter.
  await letters.createIndex({ status: 1, cause: 1, lane: 1, at: 1, _id: 1 });
  await letters.createIndex({ lane: 1, offset: 1 });
  await letters.createIndex({ keyText: 1 });
}

async function createMissing(connection: Connection, name: string): Promise<void> {
  try {
    await connection.createCollection(name);
  } catch (error) {
    if (codeOf(error) !== ALREADY_THERE && !isDuplicateKey(error)) throw error;
  }
}

async function expireAfter(connection: Connection, name: string, seconds: number): Promise<void> {
  try {
    await connection.collection(name).createIndex({ at: 1 }, { expireAfterSeconds: seconds });
  } catch (error) {
    if (codeOf(error) !== OTHER_OPTIONS) throw error;
    const index = { keyPattern: { at: 1 }, expireAfterSeconds: seconds };
    await connection.db?.command({ collMod: name, index });
  }
}

function codeOf(error: unknown): number | undefined {
  return error instanceof mongoose.mongo.MongoServerError ? Number(error.code) : undefined;
}
