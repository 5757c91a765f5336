/** Where reconciliation stands with the postings of a story. PURE. */
import { type Break, lacking } from './break.ts';
import { dayOf } from './jakarta-day.ts';
import type { Report } from './reconciliation-report.ts';

export interface ReconciliationStep {
  readonly at: Date;
  readonly kind: 'reconciliation';
  readonly title: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface ReconciledFacts {
  readonly postings: readonly { readonly at: Date }[];
  /** Those of their references. */
  readonly breaks: readonly Break[];
  /** Those of their days, as far as there are any. */
  readonly reports: readonly Report[];
}

/** Every break that was found, and what the run of each day says: MATCHED where it found none. */
export function reconciliationSteps({
  postings,
  breaks,
  reports,
}: ReconciledFacts): ReconciliationStep[] {
  const days = [...new Set(postings.map(({ at }) => dayOf(at)))];
  return [...breaks.map(breakStep), ...days.map((day) => dayStep(day))];

  function dayStep(day: string): ReconciliationStep {
    const last = postings.findLast(({ at }) => dayOf(at) === day)?.at ?? new Date(0);
    const run = reports.find((one) => one.day === day && one.status === 'DONE');
    const endedAt = run?.endedAt;
    const ofDay = breaks.filter((one) => one.day === day && one.status !== 'CLOSED');
    // A run of a day that is not over has not seen what was posted after it.
    if (!run || !endedAt || endedAt < last) {
      return { at: last, kind: 'reconciliation', title: 'NOT_RECONCILED_YET', facts: { day } };
    }
    const facts = { day, breaks: ofDay.length, unreadAccounts: run.unread.length };
    const title = ofDay.length === 0 ? 'MATCHED' : 'DIFFERS';
    return { at: endedAt, kind: 'reconciliation', title, facts };
  }
}

const breakStep = (found: Break): ReconciliationStep => ({
  at: found.firstSeenAt,
  kind: 'reconciliation',
  title: `${found.class} ${found.status}`,
  facts: {
    breakId: found.breakId,
    account: found.account,
    key: found.key,
    day: found.day,
    differenceAmount: Number(lacking(found)),
    owner: found.owner,
    ...(found.resolution && { resolution: found.resolution }),
  },
});
