export { endAbandoned } from './abandoned.ts';
export { connect, MongoUnavailableError, type ConnectOptions } from './connect.ts';
export { isCommitUnknown, isDuplicateKey, isTransient, isUnreachable } from './errors.ts';
export { prepareModels } from './prepare-models.ts';
export { inTransaction, type TransactionLimits } from './transaction.ts';
