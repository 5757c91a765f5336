// Reads the sealed journal, and exits 1 naming the first row that is not as it was sealed.
import { runVerifyJournal } from './run-verify-journal.ts';

process.exitCode = await runVerifyJournal({
  uri: process.env['MONGODB_URI'],
  database: process.argv[2] ?? 'angkutan-wallet',
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
});
