import type { Connection, mongo } from 'mongoose';
import type { Why } from './cause.ts';
import { PARKED } from './collections.ts';
import type { StoredHeader } from './outbox.ts';

/** A message that waits in its key's lane. */
export interface ParkedMessage {
  readonly id: string;
  readonly partition: number;
  readonly offset: string;
  readonly at: Date;
  readonly key: Buffer | mongo.Binary | null;
  readonly value: Buffer | mongo.Binary | null;
  readonly headers: readonly StoredHeader[];
  /** Handed back by a person: its dead letter is told how it ends. */
  readonly replayed?: true;
}

/** Why the first message of a lane is not done; `code` is the reason for a wait. */
export interface ParkedWhy extends Why {
  /** Lanes of one cause look alike, as dead letters do. */
  readonly cause: string;
}

/**
 * All that is parked of one key, oldest first: one document, so that whoever adds to it and
 * whoever takes from it collide in MongoDB and are put in order.
 */
export interface Lane {
  /** `group:topic:key`. */
  readonly _id: string;
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  readonly messages: readonly ParkedMessage[];
  readonly count: number;
  readonly bytes: number;
  /** How often the first message failed; a wait or an absent dependency is no attempt. */
  readonly attempts: number;
  /** How often it was tried, whatever came of it; the pauses grow with it. */
  readonly tries: number;
  readonly reason: string;
  /** Absent on lanes that were opened before it was kept, until they are tried again. */
  readonly why?: ParkedWhy;
  readonly nextAt: Date;
  /** Whoever holds it until then may try the first message. */
  readonly claimedBy: string | null;
  readonly claimedUntil: Date;
}

export function lanesOf(connection: Connection): mongo.Collection<Lane> {
  return connection.collection<Lane>(PARKED);
}

/**
 * Makes the lanes of a group due now, whatever is left of their pauses; nothing else of them changes. One that is
 * being tried is left alone, and so is one before its last attempt: haste must not make a dead letter of it.
 * Answers how many there were.
 */
export async function makeDue(
  connection: Connection,
  { group, failedAttemptsMax }: { readonly group: string; readonly failedAttemptsMax: number },
  now: Date,
): Promise<number> {
  const waiting = {
    group,
    nextAt: { $gt: now },
    claimedUntil: { $lte: now },
    attempts: { $lt: failedAttemptsMax - 1 },
  };
  const { modifiedCount } = await lanesOf(connection).updateMany(waiting, {
    $set: { nextAt: now },
  });
  return modifiedCount;
}
