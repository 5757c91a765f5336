import mongoose from 'mongoose';

const { MongoError, MongoNetworkError, MongoServerSelectionError } = mongoose.mongo;

const DUPLICATE_KEY = 11000;

// Server codes that say "not now": stepping down, shutting down, recovering, or a snapshot that has
// aged out. The driver labels them inside a transaction only.
const PASSING_CODES = new Set([
  6, 7, 89, 91, 112, 189, 239, 244, 246, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

const PASSING_LABELS = [
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'RetryableWriteError',
  'ResumableChangeStreamError',
];

// By name, for the driver has no common class for "there is no connection at the moment".
const UNREACHABLE_NAMES = new Set([
  'MongoExpiredSessionError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
]);

/** Whether there was no server to talk to, so that trying again at once is of no use. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    UNREACHABLE_NAMES.has(error.name) ||
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError
  );
}

/** Whether the same call may succeed later: a conflict, a step-down, a lost connection. */
export function isTransient(error: unknown): boolean {
  if (isUnreachable(error)) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    PASSING_LABELS.some((label) => error.hasErrorLabel(label)) ||
    PASSING_CODES.has(Number(error.code))
  );
}

/** Whether a commit was asked for and its outcome could not be learnt: done, or not done. */
export function isCommitUnknown(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
}

/** Whether a unique index refused the write (E11000). */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && Number(error.code) === DUPLICATE_KEY;
}
