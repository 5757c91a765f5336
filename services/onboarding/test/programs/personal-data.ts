// The command as a process, on the database of a test: its first argument.
import { runPersonalData } from '../../src/start-personal-data.ts';

const [database = '', ...args] = process.argv.slice(2);
process.exitCode = await runPersonalData(
  {
    args,
    environment: process.env,
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  },
  database,
);
