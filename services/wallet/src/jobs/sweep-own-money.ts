/** Moves the company's own money between escrow and corporate when it is worth a transfer. */
import { type BeforeSweep, type SweepRules, sweepOf } from '../domain/sweep.ts';
import type { Tell } from '../service-message.ts';

export interface SweepOwnMoneyDeps {
  readonly beforeSweep: () => Promise<BeforeSweep | undefined>;
  /** Before both accounts' own money is in the ledger, escrow only seems to be short. */
  readonly isOpened: (book: 'float' | 'corporate') => Promise<boolean>;
  readonly tell: Tell;
  readonly rules: SweepRules;
}

/** One run; the next one is worth its pause. */
export async function sweepOwnMoney(deps: SweepOwnMoneyDeps): Promise<boolean> {
  const { isOpened, beforeSweep, rules, tell } = deps;
  if (!(await isOpened('float')) || !(await isOpened('corporate'))) return false;
  const before = await beforeSweep();
  const amounts = before && sweepOf(before.own, rules);
  if (amounts) await tell([{ type: 'sweep', sweep: { amounts, after: before.after } }]);
  return false;
}
