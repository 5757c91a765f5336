import { connect } from '@angkutan/mongo';
import { openRows } from './store/rows.ts';
import { openSealRows } from './store/seal-rows.ts';
import { verifyJournal } from './store/verify-journal.ts';

export interface VerifyJournalRun {
  readonly uri: string | undefined;
  readonly database: string;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** The command's exit code: 0 when the journal is as it was sealed, else 1, and the first bad row is named. */
export async function runVerifyJournal(run: VerifyJournalRun): Promise<number> {
  const { uri, database, say, complain } = run;
  if (!uri) {
    complain('AKT_ENVIRONMENT: MONGODB_URI is missing');
    return 1;
  }
  const connection = await connect(uri, { name: database });
  try {
    const { journal } = await openRows(connection);
    const seals = await openSealRows(connection);
    const { days, rows, hash, bad } = await verifyJournal({ journal, seals });
    if (!bad) {
      say(`the journal is as it was sealed: ${rows} rows of ${days} days, last hash ${hash}`);
      return 0;
    }
    complain(`AKT_JOURNAL_TAMPERED: ${bad.fault} ${bad.reference}, sealed in ${bad.day}`);
    return 1;
  } finally {
    await connection.close();
  }
}
