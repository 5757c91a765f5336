/** Starts the jobs that look after the books themselves. */
import { startJob } from '@angkutan/service';
import { raise } from './alarms.ts';
import { sealJournal } from './store/seal-journal.ts';
import type { Parts } from './parts.ts';
import { openSealRows } from './store/seal-rows.ts';

const SEALING_EVERY_MS = 60_000;

export async function startBookKeeping({ platform, life, rows }: Parts): Promise<void> {
  const { logger, connection } = platform;
  const seals = await openSealRows(connection);
  const sealing = startJob({
    name: 'sealing',
    everyMs: SEALING_EVERY_MS,
    logger,
    run: () =>
      sealJournal({
        journal: rows.journal,
        seals,
        now: () => new Date(),
        onSealed: ({ _id: day, rows: count, hash, late }) => {
          // The log is elsewhere than the database: it witnesses the hash.
          logger.info(
            { component: 'sealing', day, rows: count, hash },
            'a day of the journal is sealed',
          );
          for (const reference of late) raise({ code: 'AKT_JOURNAL_ROW_LATE', reference }, logger);
        },
      }),
  });
  life.onStop('sealing', () => sealing.stop());
}
