/** Returns ride holds that nobody captured or voided in time. */
import type { Tell } from '../service-message.ts';

const HOLDS_PER_RUN = 200;

export interface ExpireHoldsDeps {
  readonly tell: Tell;
  readonly expiredHolds: (now: Date, limit: number) => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** One run; answers whether there may be more. */
export async function expireHolds({ tell, expiredHolds, now }: ExpireHoldsDeps): Promise<boolean> {
  const due = await expiredHolds(now(), HOLDS_PER_RUN);
  await tell(due.map((requestId) => ({ type: 'expire', requestId })));
  return due.length === HOLDS_PER_RUN;
}
