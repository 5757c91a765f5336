/**
 * What a service gave up, kept in its own database beside the copy in the topic: to be searched, understood,
 * handed back to the one consumer that failed, or dropped for good.
 *
 *   DEAD ──handed back──▶ REPLAYING ──done──▶ REPLAYED
 *    ▲ └──dropped──▶ DROPPED   └──given up again──▶ DEAD
 *
 * Handed back, a message is parked at the head of its key and tried by the one release loop, in order, like
 * anything that is parked. Only the status says whether it may run: its inbox id was taken the first time.
 */
import { inTransaction } from '@angkutan/mongo';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { bytesOf } from './bytes.ts';
import { causeOf } from './cause.ts';
import { DEAD_LETTERS } from './collections.ts';
import { deadLetter, schemaIdOf, type Story, withoutValues } from './dead-letter.ts';
import { hasMessage, type Item, type RawRecord } from './item.ts';
import type { OutboxEntry, StoredHeader } from './outbox.ts';
import { behindDead } from './letter-order.ts';
import { wordsOf } from './masked.ts';
import { lanesOf, type ParkedMessage, type ParkedWhy } from './parked.ts';
import { sizeOf, toRaw } from './parked-message.ts';
import { announcedType } from './read-record.ts';

export const DEAD_LETTER_STATUSES = ['DEAD', 'REPLAYING', 'REPLAYED', 'DROPPED'] as const;

export interface DeadLetter {
  /** Its inbox id: one row per message and group, however often it is given up. */
  readonly _id: string;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The lane that keeps its order, `group:topic:key`. */
  readonly lane: string;
  readonly keyText: string;
  /** The event type that its headers name; '' when they name none. */
  readonly type: string;
  readonly key: Buffer | mongo.Binary | null;
  readonly value: Buffer | mongo.Binary | null;
  readonly headers: readonly StoredHeader[];
  readonly errorClass: string;
  readonly code: string;
  /** Of the error, without values. */
  readonly text: string;
  /** What the message says, masked, for those who search; absent when it cannot be decoded. */
  readonly words?: string;
  /** Where it was thrown, innermost first. */
  readonly frames: readonly string[];
  readonly schemaId: number | null;
  readonly codeVersion: string;
  /** Letters of one cause look alike: group, class, code, place, schema and version. */
  readonly cause: string;
  readonly attempts: number;
  readonly firstFailureAt: Date;
  readonly at: Date;
  readonly status: (typeof DEAD_LETTER_STATUSES)[number];
  /** When it was done after all. */
  readonly replayedAt?: Date;
}

export interface GivenUp {
  readonly item: Item;
  readonly story: Story;
}

export const deadLettersOf = (connection: Connection): mongo.Collection<DeadLetter> =>
  connection.collection<DeadLetter>(DEAD_LETTERS);

/** The record as it came from Kafka. */
export function rawRecordOf(letter: DeadLetter): RawRecord {
  const { topic, partition, offset, key, value, headers } = letter;
  return toRaw({ topic }, { partition, offset: String(offset), key, value, headers });
}

/** Keeps the messages as dead letters, in the transaction that gives them up, and answers what to publish. */
export async function giveUp(
  connection: Connection,
  given: readonly GivenUp[],
  tx: ClientSession,
): Promise<readonly OutboxEntry[]> {
  if (given.length === 0) return [];
  const writes = given.map((one) => {
    const { _id, ...replacement } = rowOf(one);
    return { replaceOne: { filter: { _id }, replacement, upsert: true } };
  });
  await deadLettersOf(connection).bulkWrite(writes, { session: tx });
  return given.map(({ item, story }) => deadLetter(item.raw, story));
}

function rowOf({ item, story }: GivenUp): DeadLetter {
  const { raw, id, lane } = item;
  const { group, errorClass, code, codeVersion, frames = [] } = story;
  const schemaId = schemaIdOf(raw.value) ?? null;
  return {
    _id: id,
    group,
    topic: raw.topic,
    partition: raw.partition,
    offset: Number(raw.offset),
    lane,
    keyText: raw.key?.toString() ?? '',
    type: announcedType(raw) ?? '',
    key: raw.key,
    value: raw.value,
    headers: raw.headers,
    errorClass,
    code,
    text: withoutValues(story.text),
    ...(hasMessage(item) && { words: wordsOf(item.content.message.event.data) }),
    frames,
    schemaId,
    codeVersion,
    cause: causeOf(group, { errorClass, code, frames, schemaId, codeVersion }),
    attempts: story.attempts,
    firstFailureAt: story.firstFailureAt,
    at: new Date(),
    status: 'DEAD',
  };
}

/** What of them is done is done: told in the transaction that did it. */
export async function markReplayed(
  connection: Connection,
  ids: readonly string[],
  tx: ClientSession,
): Promise<void> {
  if (ids.length === 0) return;
  const filter = { _id: { $in: [...ids] } };
  await deadLettersOf(connection).updateMany(
    filter,
    { $set: { status: 'REPLAYED', replayedAt: new Date() } },
    { session: tx },
  );
}

/**
 * Parks a dead letter at the head of its key, from where it is tried at once. Answers false when it is not
 * dead any more, or when an earlier letter of its key still is: order per key is kept.
 */
export async function handBack(connection: Connection, id: string): Promise<boolean> {
  const letters = deadLettersOf(connection);
  return await inTransaction(connection, async (session) => {
    const letter = await letters.findOne({ _id: id, status: 'DEAD' }, { session });
    if (!letter || (await behindDead(connection, [letter], session)).has(id)) return false;
    await letters.updateOne({ _id: id }, { $set: { status: 'REPLAYING' } }, { session });
    const { _id, lane, group, topic, keyText, partition, offset, key, value, headers } = letter;
    const at = new Date();
    const message: ParkedMessage = {
      id: _id,
      partition,
      offset: String(offset),
      at,
      key,
      value,
      headers,
      replayed: true,
    };
    const reason = 'REPLAYED';
    const due = { attempts: 0, tries: 0, reason, why: whyAgain(letter, reason), nextAt: at };
    await lanesOf(connection).updateOne(
      { _id: lane },
      {
        $push: { messages: { $each: [message], $position: 0 } },
        $inc: { count: 1, bytes: sizeOf(value === null ? null : bytesOf(value)) },
        $set: due,
        $setOnInsert: { group, topic, key: keyText, claimedBy: null, claimedUntil: new Date(0) },
      },
      { session, upsert: true },
    );
    return true;
  });
}

/** Handed back, it waits for its turn under what it was given up for, until it was tried. */
function whyAgain(letter: DeadLetter, code: string): ParkedWhy {
  const { group, errorClass, frames, schemaId, codeVersion } = letter;
  const why = { errorClass, code, frames, schemaId, codeVersion };
  return { ...why, cause: causeOf(group, why) };
}

/** Gives a dead letter up for good; false when it is not dead. */
export async function drop(connection: Connection, id: string): Promise<boolean> {
  const dropped = await deadLettersOf(connection).updateOne(
    { _id: id, status: 'DEAD' },
    { $set: { status: 'DROPPED' } },
  );
  return dropped.modifiedCount === 1;
}
