/** Returns ride holds that nobody captured or voided in time. */
import type { Executor } from '@angkutan/messaging';
import type { Rows } from '../store/rows.ts';
import type { WalletWork } from '../store/wallet-work.ts';

const HOLDS_PER_RUN = 200;

export interface ExpireHoldsDeps {
  readonly rows: Rows;
  readonly executor: Executor;
  readonly work: WalletWork;
  readonly now: () => Date;
}

/** One run; answers whether there may be more. */
export async function expireHolds(deps: ExpireHoldsDeps): Promise<boolean> {
  const due = await deps.rows.requests
    .find({ status: 'HELD', expiresAt: { $lte: deps.now() } }, { projection: { _id: 1 } })
    .limit(HOLDS_PER_RUN)
    .toArray();
  await deps.executor.execute(
    deps.work,
    due.map((row) => ({ type: 'expire' as const, requestId: row._id })),
  );
  return due.length === HOLDS_PER_RUN;
}
