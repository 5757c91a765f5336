/** What waits in lanes, by cause and by key, as it is read for operators. */
import { type Lane, lanesOf } from '@angkutan/messaging';
import type { Connection } from 'mongoose';

const KEYS_MAX = 500;
const CAUSES_MAX = 100;

/** One that was parked before its cause was kept has its reason for one, as `whyIn` says too. */
const cause = { $ifNull: ['$why.cause', { $concat: ['$group', ' ', '$reason'] }] };
const oldest = { $first: '$messages.at' };

type Reasoned = Pick<Lane, 'group' | 'reason' | 'why'>;

const UNKNOWN = { errorClass: '', code: '', frames: [], schemaId: null, codeVersion: '' };

/** Why a lane waits, in the words of the API: nothing where it is not known. */
export function whyIn({ group, reason, why }: Reasoned) {
  const { code: _, frames, ...known } = why ?? { ...UNKNOWN, cause: `${group} ${reason}` };
  return { group, reason, ...known, frames: [...frames] };
}

interface Counted {
  readonly one: Reasoned;
  readonly keys: number;
  readonly messages: number;
  readonly since: Date;
}

/** All causes, those of most messages first. */
export async function parkedCauses(connection: Connection) {
  const counted = await lanesOf(connection)
    .aggregate<Counted>([
      { $match: { count: { $gt: 0 } } },
      { $project: { group: 1, reason: 1, why: 1, count: 1, cause, since: oldest } },
      {
        $group: {
          _id: '$cause',
          one: { $first: { group: '$group', reason: '$reason', why: '$why' } },
          keys: { $sum: 1 },
          messages: { $sum: '$count' },
          since: { $min: '$since' },
        },
      },
      { $sort: { messages: -1, _id: 1 } },
      { $limit: CAUSES_MAX },
    ])
    .toArray();
  return counted.map(({ one, keys, messages, since }) => ({
    ...whyIn(one),
    keys,
    messages,
    since: since.toISOString(),
  }));
}

/** A lane without its messages, and since when the first of them waits. */
export type Waiting = Omit<Lane, 'messages'> & { readonly since: Date };

/** At most 500, those that wait longest first. */
export const parkedLanes = (connection: Connection, asked: object): Promise<readonly Waiting[]> =>
  lanesOf(connection)
    .aggregate<Waiting>([
      { $match: { count: { $gt: 0 } } },
      { $set: { since: oldest, cause } },
      { $match: asked },
      { $unset: ['messages', 'cause'] },
      { $sort: { since: 1, _id: 1 } },
      { $limit: KEYS_MAX },
    ])
    .toArray();
