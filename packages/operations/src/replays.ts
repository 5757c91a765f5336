/**
 * A replay: chosen dead letters are handed back to their consumer, in order, no faster than was said.
 *
 *   RUNNING ──all handed back, and all of them ended──▶ DONE
 *     └──cancelled: those not handed back yet stay dead──▶ CANCELLED
 *
 * How each message ended stands in its dead letter. Any instance may carry a replay on: it claims it by
 * compare-and-set, and what a dead one had handed back already is not dead any more, so it is passed over.
 */
import { deadLettersOf, handBack } from '@angkutan/messaging';
import type { Connection, mongo } from 'mongoose';

/** Messages of one replay. */
export const REPLAY_MAX = 1_000;
/** How long a claim holds when its holder dies. */
const CLAIM_MS = 30_000;
const SECOND_MS = 1_000;

export interface Replay {
  readonly _id: string;
  /** Inbox ids, in the order of their topics. */
  readonly ids: readonly string[];
  readonly perSecond: number;
  readonly reason: string;
  readonly askedBy: string;
  readonly status: 'RUNNING' | 'DONE' | 'CANCELLED';
  /** So many of them were handed back or found not to be dead. */
  readonly position: number;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly claimedUntil: Date;
}

export type NewReplay = Pick<Replay, '_id' | 'ids' | 'perSecond' | 'reason' | 'askedBy'>;

export const replaysOf = (connection: Connection): mongo.Collection<Replay> =>
  connection.collection<Replay>('replays');

export const begun = (replay: NewReplay, startedAt: Date): Replay => ({
  ...replay,
  status: 'RUNNING',
  position: 0,
  startedAt,
  claimedUntil: startedAt,
});

/** The dead letters among these, in the order in which they are to be handed back. */
export async function inOrder(connection: Connection, filter: object): Promise<readonly string[]> {
  const found = await deadLettersOf(connection)
    .find({ ...filter, status: 'DEAD' }, { projection: { _id: 1 } })
    .sort({ topic: 1, partition: 1, offset: 1 })
    .limit(REPLAY_MAX + 1)
    .toArray();
  return found.map(({ _id }) => _id);
}

/** Hands back what one second allows, of one replay. Answers whether another may be due. */
export async function carryOn(connection: Connection, now: () => Date): Promise<boolean> {
  const replays = replaysOf(connection);
  const claimedAt = now();
  const replay = await replays.findOneAndUpdate(
    { status: 'RUNNING', claimedUntil: { $lte: claimedAt } },
    { $set: { claimedUntil: new Date(claimedAt.getTime() + CLAIM_MS) } },
    { sort: { claimedUntil: 1 }, returnDocument: 'after' },
  );
  if (!replay) return false;
  const { _id, ids, position, perSecond, claimedUntil } = replay;
  const chosen = ids.slice(position, position + perSecond);
  for (const id of chosen) await handBack(connection, id);
  const ended = chosen.length === 0 && !(await isAnyUnderWay(connection, ids));
  await replays.updateOne(
    { _id, claimedUntil, status: 'RUNNING' },
    {
      $inc: { position: chosen.length },
      $set: {
        claimedUntil: new Date(claimedAt.getTime() + SECOND_MS),
        ...(ended && { status: 'DONE', endedAt: now() }),
      },
    },
  );
  return true;
}

const isAnyUnderWay = async (connection: Connection, ids: readonly string[]): Promise<boolean> =>
  (await deadLettersOf(connection).findOne({ _id: { $in: [...ids] }, status: 'REPLAYING' })) !==
  null;

/** Answers false when there is no such replay under way. */
export async function cancel(connection: Connection, _id: string, at: Date): Promise<boolean> {
  const cancelled = await replaysOf(connection).updateOne(
    { _id, status: 'RUNNING' },
    { $set: { status: 'CANCELLED', endedAt: at } },
  );
  return cancelled.modifiedCount === 1;
}
