import type { ErasureBook } from '../domain/personal-data.ts';

const BATCH_MAX = 100;

export interface DestroyDue {
  /** The clock; the one that decides is the transaction's own. */
  readonly now: () => Date;
  /** In whose name the keys are destroyed. */
  readonly actor: string;
  /** Told of each key that is gone. */
  readonly onDestroyed: (customerId: string) => void;
}

/** Destroys the keys of those whose years are over; any number may do it at once. Answers how many. */
export async function destroyDueKeys(
  erasures: Pick<ErasureBook, 'change' | 'due'>,
  { now, actor, onDestroyed }: DestroyDue,
): Promise<number> {
  let destroyed = 0;
  for (let batch = await erasures.due(now(), BATCH_MAX); batch.length > 0;) {
    const before = destroyed;
    for (const customerId of batch) {
      const decision = await erasures.change({ type: 'Destroy', customerId, actor });
      if (!decision.accepted || decision.events.length === 0) continue;
      onDestroyed(customerId);
      destroyed += 1;
    }
    // Somebody else is at it, or the clocks differ: the next run looks again.
    batch = destroyed > before ? await erasures.due(now(), BATCH_MAX) : [];
  }
  return destroyed;
}
