import type { Connection } from 'mongoose';

/** Ours decide in memory between two commands; one that is silent for so long has nobody left. */
const SILENT_MICROS = 5_000_000;
const ID = { id: '$lsid.id' };

/**
 * Ends the transactions of this database's processes that nobody goes on with, and answers how
 * many. A process that was killed in a transaction leaves it open, and MongoDB keeps its locks for
 * `transactionLifetimeLimitSeconds`, a minute by default: until then whoever takes over its work
 * meets nothing but write conflicts. Ending one by mistake is harmless: its process runs it again.
 *
 * Processes are known by their `appName`, which `connect` sets to the database's name.
 */
export async function endAbandoned(connection: Connection): Promise<number> {
  const admin = connection.getClient().db('admin');
  const silentFor = { 'transaction.timeInactiveMicros': { $gt: SILENT_MICROS } };
  const ours = { appName: connection.name, ...silentFor };
  const silent = await admin
    .aggregate([{ $currentOp: { idleSessions: true } }, { $match: ours }, { $project: ID }], {
      readConcern: { level: 'local' },
    })
    .toArray();
  if (silent.length > 0) {
    await admin.command({ killSessions: silent.map(({ id }) => ({ id })) });
  }
  return silent.length;
}
