/** What promotions may cost in a calendar month (Asia/Jakarta). PURE. */

/** Little is left of a budget from this part of it on, in percent. */
const LOW_FROM_PERCENT = 80n;
/** Jakarta has no summer time. */
const JAKARTA_OFFSET_MS = 7 * 3_600_000;

/** When the calendar month of `now` began. */
export function monthStart(now: Date): Date {
  const there = new Date(now.getTime() + JAKARTA_OFFSET_MS);
  return new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth()) - JAKARTA_OFFSET_MS);
}

export type BudgetAlert = 'AKT_PROMOTION_BUDGET_LOW' | 'AKT_PROMOTION_BUDGET_EXCEEDED';

/**
 * Whether people should look. The ride platform has promised its promotions, so a spent budget stops no ride:
 * corporate goes on paying for them.
 */
export function budgetAlert(spent: bigint, budget: bigint): BudgetAlert | undefined {
  if (spent > budget) return 'AKT_PROMOTION_BUDGET_EXCEEDED';
  return spent * 100n >= budget * LOW_FROM_PERCENT ? 'AKT_PROMOTION_BUDGET_LOW' : undefined;
}
