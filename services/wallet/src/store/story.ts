/** What only the wallet knows of requests, as people read a story: postings, callbacks, reconciliation. */
import type { StoryStep } from '@angkutan/service';
import type { mongo } from 'mongoose';
import type { StoredCallback } from '../domain/callback.ts';
import { type ReconciledFacts, reconciliationSteps } from '../domain/reconciliation-story.ts';
import { dayOf } from '../domain/jakarta-day.ts';
import type { ReportRow } from './reconciliation-rows.ts';
import type { JournalRow, Rows } from './rows.ts';

const FOUND_MAX = 500;
/** Postings that are named after KasPro's reference of what came in or went out. */
const NAMED_BY_KASPRO = ['TOP_UP', 'PAY_OUT', 'REVERSAL', 'RETURN'];

export const createSteps = (rows: Pick<Rows, 'journal' | 'breaks'>, db: mongo.Db) => {
  const callbacks = db.collection<StoredCallback>('callbacks');
  const reports = db.collection<ReportRow>('reconciliations');
  return async (ids: readonly string[]): Promise<readonly StoryStep[]> => {
    const named = { $in: [...ids] };
    const told = callbacks.find({
      $or: [{ partnerReference: named }, { providerReference: named }],
    });
    const heard = await told.limit(FOUND_MAX).toArray();
    const theirs = [...ids, ...heard.map((one) => one.providerReference)];
    const references = theirs.flatMap((id) => NAMED_BY_KASPRO.map((step) => `${step}/${id}`));
    const journal = await rows.journal
      .find({ $or: [{ requestId: named }, { _id: { $in: [...ids, ...references] } }] })
      .limit(FOUND_MAX)
      .toArray();
    const known = [...theirs, ...journal.map((row) => row._id)];
    const keys = known.flatMap((id) => [`p/${id}`, `r/${id}`]);
    const days = [...new Set(journal.map(({ at }) => dayOf(at)))];
    const facts: ReconciledFacts = {
      postings: journal,
      breaks: await rows.breaks
        .find({ key: { $in: keys } })
        .limit(FOUND_MAX)
        .toArray(),
      reports: await reports.find({ _id: { $in: days } }).toArray(),
    };
    return [
      ...journal.map((row) => postingStep(row)),
      ...heard.flatMap((one) => callbackSteps(one)),
      ...reconciliationSteps(facts),
    ];
  };
};

const postingStep = ({ _id: reference, requestId, step, at, legs }: JournalRow): StoryStep => ({
  at,
  kind: 'posting',
  title: step,
  facts: {
    reference,
    requestId,
    ...Object.fromEntries(legs.map(({ account, amount }) => [account, Number(amount)])),
  },
});

/** KasPro repeats itself: the first is accepted, and of the others the last is told with their number. */
function callbackSteps(callback: StoredCallback): StoryStep[] {
  const { type, outcome, providerReference, partnerReference, code, amount, state } = callback;
  const { receivedAt, occurredAt, repeats = 0, repeatedAt = receivedAt } = callback;
  const facts = {
    providerReference,
    ...(partnerReference !== undefined && { partnerReference }),
    amount: Number(amount),
    code,
    occurredAt: occurredAt.toISOString(),
  };
  const title = `${type} ${outcome}`;
  const accepted = { at: receivedAt, kind: 'callback', title, facts: { ...facts, state } } as const;
  if (repeats === 0) return [accepted];
  const again = { at: repeatedAt, kind: 'callback', title: `${title} DUPLICATE` } as const;
  return [accepted, { ...again, facts: { ...facts, repeats } }];
}
