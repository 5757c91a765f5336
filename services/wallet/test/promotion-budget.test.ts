import { rupiah } from '@angkutan/money';
import { metrics } from '@angkutan/telemetry';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepOwnMoney } from '../src/jobs/sweep-own-money.ts';
import { watchPromotionBudget } from '../src/jobs/watch-promotion-budget.ts';
import { createCompanyQueries } from '../src/store/company-queries.ts';
import { type Outgoing, outgoing } from './outgoing.ts';

const BUDGET = 10_000n;
const NEXT_MONTH_MS = 32 * 24 * 3_600_000;

let on: Outgoing;
let raised: string[];
let now: Date;
let watch: () => Promise<boolean>;
beforeEach(async () => {
  on = await outgoing();
  raised = [];
  now = new Date();
  await on.person('rider', 'USER', 200_000);
  await on.person('driver', 'DRIVER');
  await on.openCompany();
  on.wallet.startWorker();
  watch = watchPromotionBudget({
    promotionSpent: company().promotionSpent,
    budget: BUDGET,
    now: () => now,
    raise: (alert) => void raised.push(alert),
  });
});
afterEach(() => on.wallet.close());

const company = () => createCompanyQueries(on.wallet.connection, on.wallet.rows);

/** A ride of which the promotion pays a part. */
async function rideWith(promotion: number, kind = 'RIDE'): Promise<void> {
  await on.pay(kind, 20_000 - promotion, [
    ['driver:driver', 16_000],
    ['platform:commission', 4_000],
    ['platform:promotion', -promotion],
  ]);
  await on.becomes(`p-${kind}`, 'CLOSED', 'CAPTURED');
}

async function sweep(): Promise<void> {
  await sweepOwnMoney({
    ...company(),
    isOpened: on.wallet.queries.isOpened,
    tell: (messages) => on.wallet.tell(...messages),
    rules: { threshold: rupiah(1), coverMin: rupiah(0) },
  });
  await on.becomes('platform.sweep', 'CLOSED', 'CAPTURED');
}

async function gauge(name: string): Promise<number | undefined> {
  const shown = await metrics.getSingleMetric(`angkutan_wallet_promotion_${name}_rupiah`)?.get();
  return shown?.values[0]?.value;
}

describe('the budget of promotions', () => {
  it('shows what rides have cost it, swept to the company’s account or not', async () => {
    await watch();
    expect([await gauge('spent'), await gauge('budget')]).toEqual([0, 10_000]);
    await rideWith(3_000);
    await watch();
    expect(await gauge('spent')).toBe(3_000);
    await sweep();
    await rideWith(2_000, 'DELIVERY');
    await watch();
    expect(await gauge('spent')).toBe(5_000);
    expect(raised).toEqual([]);
  });

  it('tells once that little is left, once that it is spent, and stops no ride', async () => {
    await rideWith(8_000);
    await watch();
    await watch();
    expect(raised).toEqual(['AKT_PROMOTION_BUDGET_LOW']);
    await rideWith(3_000, 'DELIVERY');
    await watch();
    await watch();
    expect(raised).toEqual(['AKT_PROMOTION_BUDGET_LOW', 'AKT_PROMOTION_BUDGET_EXCEEDED']);
    await on.expectEqualToProvider();
  });

  it('is whole again in a new month, and may be told of anew', async () => {
    await rideWith(11_000);
    await watch();
    await sweep();
    const spentAt = now;
    now = new Date(spentAt.getTime() + NEXT_MONTH_MS);
    await watch();
    expect(await gauge('spent')).toBe(0);
    now = spentAt;
    await watch();
    expect(raised).toEqual(['AKT_PROMOTION_BUDGET_EXCEEDED', 'AKT_PROMOTION_BUDGET_EXCEEDED']);
  });
});
