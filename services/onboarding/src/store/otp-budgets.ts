import { isDuplicateKey } from '@angkutan/mongo';
import {
  addressWindow,
  type BudgetWindow,
  globalWindow,
  type OtpLimits,
} from '../domain/otp-budget.ts';
import type { OtpBudgets, Spending } from '../domain/ports.ts';
import type { OtpBudgetRow, Rows } from './rows.ts';

/** Budgets in MongoDB: one `$inc` each, outside any transaction, so that all may count at once. */
export function createOtpBudgets(
  { otpBudgets }: Pick<Rows, 'otpBudgets'>,
  limits: OtpLimits,
  now: () => Date = () => new Date(),
): OtpBudgets {
  const count = async ({ id, endsAt }: BudgetWindow): Promise<OtpBudgetRow | null> =>
    otpBudgets.findOneAndUpdate(
      { _id: id },
      { $inc: { count: 1 }, $setOnInsert: { endsAt: new Date(endsAt) } },
      { upsert: true, returnDocument: 'after' },
    );
  const spend = async (window: BudgetWindow): Promise<Spending> => {
    // The first two of a window may both try to insert it: whoever is second finds it.
    const row = await count(window).catch((error: unknown) => {
      if (isDuplicateKey(error)) return count(window);
      throw error;
    });
    const { id, max, endsAt } = window;
    return Number(row?.count ?? 0) > max ? { id, exhaustedUntil: endsAt } : { id };
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
