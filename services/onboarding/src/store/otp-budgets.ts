import { isDuplicateKey } from '@angkutan/mongo';
import {
  addressWindow,
  type BudgetWindow,
  globalWindow,
  type OtpLimits,
} from '../domain/otp-budget.ts';
import type { OtpBudgets, Spending } from '../domain/ports.ts';
import type { OtpBudgetRow, Rows } from './rows.ts';

/** Budgets in MongoDB: `$inc` outside any transaction, so that all instances may count at once. */
export function createOtpBudgets(
  { otpBudgets }: Pick<Rows, 'otpBudgets'>,
  limits: OtpLimits,
  now: () => Date = () => new Date(),
): OtpBudgets {
  const add = async ({ id, endsAt }: BudgetWindow, count: number): Promise<OtpBudgetRow | null> =>
    otpBudgets.findOneAndUpdate(
      { _id: id },
      { $inc: { count }, $setOnInsert: { endsAt: new Date(endsAt) } },
      { upsert: true, returnDocument: 'after' },
    );
  const placeIn = together(async (window, count) => {
    // The first two of a window may both try to insert it: whoever is second finds it.
    const row = await add(window, count).catch((error: unknown) => {
      if (isDuplicateKey(error)) return add(window, count);
      throw error;
    });
    return Number(row?.count ?? count);
  });
  const spend = async (window: BudgetWindow): Promise<Spending> => {
    const { id, max, endsAt } = window;
    return (await placeIn(window)) > max ? { id, exhaustedUntil: endsAt } : { id };
  };
  return {
    spendForAddress: (kind, addressHash) =>
      spend(addressWindow(limits, kind, addressHash, now().getTime())),
    spendForAll: (kind) => spend(globalWindow(limits, kind, now().getTime())),
    async giveBack(spendings) {
      const ids = spendings.map(({ id }) => id);
      await otpBudgets.updateMany({ _id: { $in: ids } }, { $inc: { count: -1 } });
    },
  };
}

/**
 * Counts one at a time per window; who comes meanwhile is counted together with the next write. So
 * a flood from one address is a few writes to its document, not thousands in each other's way.
 * Answers the place of each in the window, from 1.
 */
function together(
  add: (window: BudgetWindow, count: number) => Promise<number>,
): (window: BudgetWindow) => Promise<number> {
  const next = new Map<string, { count: number; readonly total: Promise<number> }>();
  const running = new Map<string, Promise<unknown>>();
  return async (window) => {
    const { id } = window;
    const group = next.get(id) ?? { count: 0, total: begin(window) };
    next.set(id, group);
    group.count += 1;
    const place = group.count;
    const total = await group.total;
    return total - group.count + place;
  };

  async function begin(window: BudgetWindow): Promise<number> {
    const { id } = window;
    await (running.get(id) ?? Promise.resolve());
    const count = next.get(id)?.count ?? 0;
    next.delete(id);
    const total = add(window, count);
    const ended = total.catch(() => undefined);
    running.set(id, ended);
    try {
      return await total;
    } finally {
      if (running.get(id) === ended) running.delete(id);
    }
  }
}
