/** The one rule of order among dead letters: of one key, what came earlier goes first. */
import type { ClientSession, Connection } from 'mongoose';
import { DEAD_LETTERS } from './collections.ts';

/** What of a dead letter says where it stands. */
interface Placed {
  readonly _id: string;
  readonly lane: string;
  readonly offset: number;
}

/** Those that must wait, since an earlier letter of their key is dead and not among them. */
export async function behindDead(
  connection: Connection,
  letters: readonly Placed[],
  session: ClientSession,
): Promise<ReadonlySet<string>> {
  const lanes = [...new Set(letters.map(({ lane }) => lane))];
  const chosen = letters.map(({ _id }) => _id);
  const firsts = await connection
    .collection(DEAD_LETTERS)
    .aggregate<{ _id: string; first: number }>(
      [
        { $match: { lane: { $in: lanes }, status: 'DEAD', _id: { $nin: chosen } } },
        { $group: { _id: '$lane', first: { $min: '$offset' } } },
      ],
      { session },
    )
    .toArray();
  const firstOf = new Map(firsts.map(({ _id, first }) => [_id, first]));
  const behind = letters.filter(({ lane, offset }) => (firstOf.get(lane) ?? offset) < offset);
  return new Set(behind.map(({ _id }) => _id));
}
