import { describe, expect, it } from 'vitest';
import { budgetAlert, monthStart } from './promotion-budget.ts';

describe('the budget of promotions', () => {
  it.each([
    [0n, undefined],
    [799n, undefined],
    [800n, 'AKT_PROMOTION_BUDGET_LOW'],
    [1_000n, 'AKT_PROMOTION_BUDGET_LOW'],
    [1_001n, 'AKT_PROMOTION_BUDGET_EXCEEDED'],
  ])('of 1,000 with %i spent says %s', (spent, alert) => {
    expect(budgetAlert(spent, 1_000n)).toBe(alert);
  });

  it('begins anew with each month of Jakarta, not of Greenwich', () => {
    expect(monthStart(new Date('2026-11-30T16:59:59Z')).toISOString()).toBe(
      '2026-10-31T17:00:00.000Z',
    );
    expect(monthStart(new Date('2026-11-30T17:00:00Z')).toISOString()).toBe(
      '2026-11-30T17:00:00.000Z',
    );
  });
});
