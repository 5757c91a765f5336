import type { StoryStep } from '@angkutan/service';
import type { JournalRow, Rows } from './rows.ts';

const POSTINGS_MAX = 500;

/** The journal of these requests, as people read a story. */
export const createPostings =
  ({ journal }: Pick<Rows, 'journal'>) =>
  async (ids: readonly string[]): Promise<readonly StoryStep[]> =>
    (
      await journal
        .find({ requestId: { $in: [...ids] } })
        .limit(POSTINGS_MAX)
        .toArray()
    ).map(stepOf);

const stepOf = ({ _id: reference, requestId, step, at, legs }: JournalRow): StoryStep => ({
  at,
  kind: 'posting',
  title: step,
  facts: {
    reference,
    requestId,
    ...Object.fromEntries(legs.map(({ account, amount }) => [account, Number(amount)])),
  },
});
