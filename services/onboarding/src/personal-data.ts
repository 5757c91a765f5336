// The operators' commands about personal data; docs/how-to/personal-data.md has them.
import { runPersonalData } from './start-personal-data.ts';

process.exitCode = await runPersonalData(
  {
    args: process.argv.slice(2),
    environment: process.env,
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  },
  'angkutan-onboarding',
);
