import type { Connection, mongo } from 'mongoose';
import { HOLDS } from './collections.ts';

/** How soon a running consumer obeys. */
const LOOK_EVERY_MS = 1_000;

/** A person's word that a consumer takes nothing in. It is stored, so that it outlives restarts. */
export interface Hold {
  /** The consumer group. */
  readonly _id: string;
  /** The operator's `sub`. */
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

export const holdsOf = (connection: Connection): mongo.Collection<Hold> =>
  connection.collection<Hold>(HOLDS);

/** Holds the group, in every instance of it, until it is let go. Held already: the first word stays. */
export async function hold(connection: Connection, { _id, ...rest }: Hold): Promise<void> {
  await holdsOf(connection).updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
}

export async function letGo(connection: Connection, group: string): Promise<void> {
  await holdsOf(connection).deleteOne({ _id: group });
}

export interface HoldWatch {
  isHeld(): boolean;
  stop(): void;
}

/** Knows whether the group is held. While MongoDB is away the last word stands. */
export async function watchHold(connection: Connection, group: string): Promise<HoldWatch> {
  let held = false;
  const look = async (): Promise<void> => {
    held = (await holdsOf(connection).findOne({ _id: group })) !== null;
  };
  await look();
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return { isHeld: () => held, stop: () => clearInterval(timer) };
}
