import { setTimeout as delay } from 'node:timers/promises';
import type { ClientSession, Connection } from 'mongoose';
import { isCommitUnknown, isDuplicateKey, isTransient, isUnreachable } from './errors.ts';

/** How often a whole transaction runs again after a conflict or a passing fault. */
const TRANSIENT_RERUNS_MAX = 5;
/** How often it runs again because a concurrent twin inserted the same key first (E11000). */
const DUPLICATE_RERUNS_MAX = 2;
/** How often the commit alone is asked again while its outcome is unknown. */
const COMMIT_TRIES_MAX = 5;
/** The first pause before a rerun; each further one is twice as long, with jitter. */
const PAUSE_MS = 5;
const PAUSE_MAX_MS = 500;
/** How often, and at what pauses, the server is told to drop what a lost connection left open. */
const END_TRIES_MAX = 20;
const END_PAUSE_MS = 250;

export interface TransactionLimits {
  /** Default 5. */
  readonly transientReruns?: number;
  /** Default 2: enough for the rerun to find what its twin has written. */
  readonly duplicateReruns?: number;
}

/**
 * Runs `work` in one snapshot transaction, committed by a journaled majority, and answers what
 * `work` answered. `work` may run several times: it must have no effect outside the transaction,
 * and must let every MongoDB error through as it is, for the error's labels decide.
 *
 * Runs again, boundedly and after a pause, on a transient error and on a duplicate key: a twin that
 * committed after our snapshot shows itself only so. What is left over is thrown unwrapped. Never
 * runs again when the commit's own outcome stays unknown (see `isCommitUnknown`): the work may be
 * done, and only a caller with an inbox or a unique reference can repeat it.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (tx: ClientSession) => Promise<T>,
  limits: TransactionLimits = {},
): Promise<T> {
  const left: Left = {
    transient: limits.transientReruns ?? TRANSIENT_RERUNS_MAX,
    duplicate: limits.duplicateReruns ?? DUPLICATE_RERUNS_MAX,
  };
  for (let run = 0; ; run += 1) {
    try {
      return await runOnce(connection, work);
    } catch (error) {
      if (!mayRerun(error, left)) throw error;
      await delay(Math.random() * Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** run));
    }
  }
}

interface Left {
  transient: number;
  duplicate: number;
}

function mayRerun(error: unknown, left: Left): boolean {
  if (isCommitUnknown(error)) return false;
  if (isTransient(error)) return left.transient-- > 0;
  return isDuplicateKey(error) && left.duplicate-- > 0;
}

async function runOnce<T>(
  connection: Connection,
  work: (tx: ClientSession) => Promise<T>,
): Promise<T> {
  const tx = await connection.startSession();
  try {
    tx.startTransaction({
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
    });
    const answer = await work(tx);
    await commit(tx);
    return answer;
  } catch (error) {
    // The first error is the one that tells.
    if (tx.inTransaction()) await tx.abortTransaction().catch(() => undefined);
    if (isUnreachable(error)) void endLater(connection, tx);
    throw error;
  } finally {
    await tx.endSession().catch(() => undefined);
  }
}

// A server that we cannot reach keeps the transaction and its locks for a minute, and our own rerun
// would run into them. So the server is told to drop it as soon as it can be reached again.
async function endLater(connection: Connection, { id }: ClientSession): Promise<void> {
  for (let attempt = 0; id !== undefined && attempt < END_TRIES_MAX; attempt += 1) {
    await delay(END_PAUSE_MS, undefined, { ref: false });
    try {
      await connection
        .getClient()
        .db('admin')
        .command({ killSessions: [id] });
      return;
    } catch (error) {
      if (!isUnreachable(error)) return;
    }
  }
}

// Committing twice is harmless, and the only way to learn what became of a commit unanswered.
async function commit(tx: ClientSession): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await tx.commitTransaction();
      return;
    } catch (error) {
      if (!isCommitUnknown(error) || attempt === COMMIT_TRIES_MAX) throw error;
      await delay(Math.random() * Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** attempt));
    }
  }
}
