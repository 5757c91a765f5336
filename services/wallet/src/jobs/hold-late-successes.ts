/** What KasPro's statement shows as done although we had let go of it is held again at once: a late success. */
import type { Difference } from '../domain/reconciliation.ts';
import type { ServiceMessage, Tell } from '../service-message.ts';

export interface HoldLateSuccessesDeps {
  /** Those of the differences that had ended here without the money, as the messages that say so. */
  readonly lateOf: (found: readonly Difference[]) => Promise<readonly ServiceMessage[]>;
  readonly tell: Tell;
}

/** Told again it changes nothing; what could not be written is found again by the next run. */
export async function holdLateSuccesses(
  { lateOf, tell }: HoldLateSuccessesDeps,
  differences: readonly Difference[],
): Promise<void> {
  const done = differences.filter(
    (one) => one.class === 'MISSING_HERE' && one.key.startsWith('p/'),
  );
  if (done.length === 0) return;
  const late = await lateOf(done);
  if (late.length > 0) await tell(late);
}
