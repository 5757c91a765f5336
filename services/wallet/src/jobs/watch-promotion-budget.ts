/** Says when promotions have cost nearly all, or more, of what they may cost this month. */
import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { type BudgetAlert, budgetAlert, monthStart } from '../domain/promotion-budget.ts';

const spentGauge = new Gauge({
  name: 'angkutan_wallet_promotion_spent_rupiah',
  help: 'What promotions have cost this calendar month (Asia/Jakarta)',
  registers: [metrics],
});
const budgetGauge = new Gauge({
  name: 'angkutan_wallet_promotion_budget_rupiah',
  help: 'What promotions may cost in a calendar month',
  registers: [metrics],
});

export interface WatchPromotionBudgetDeps {
  readonly promotionSpent: (since: Date) => Promise<bigint>;
  readonly budget: bigint;
  readonly now: () => Date;
  readonly raise: (alert: BudgetAlert) => void;
}

/** A run of the watch; each alert is raised when it begins, and again only after it has ended. */
export function watchPromotionBudget(deps: WatchPromotionBudgetDeps): () => Promise<boolean> {
  let raised: BudgetAlert | undefined;
  budgetGauge.set(Number(deps.budget));
  return async () => {
    const spent = await deps.promotionSpent(monthStart(deps.now()));
    spentGauge.set(Number(spent));
    const alert = budgetAlert(spent, deps.budget);
    if (alert !== undefined && alert !== raised) deps.raise(alert);
    raised = alert;
    return false;
  };
}
