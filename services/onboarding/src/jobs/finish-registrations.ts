import type { CustomerBook, FinishRegistration } from '../domain/ports.ts';

/** A registration that stands still for this long has lost its caller, or its answer. */
const STALLED_MS = 10_000;
const BATCH_MAX = 50;

/**
 * One run of the sweep: tries each stalled registration once, so that none waits for its client.
 * Answers false: those that stay open are looked at again after the pause.
 */
export async function finishRegistrations(
  customers: Pick<CustomerBook, 'stalled'>,
  finish: FinishRegistration,
  now: Date,
): Promise<boolean> {
  const until = new Date(now.getTime() - STALLED_MS);
  for (const customerId of await customers.stalled(until, BATCH_MAX)) await finish(customerId);
  return false;
}
