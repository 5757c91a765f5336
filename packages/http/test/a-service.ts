// A service for run-service.test.ts, started as a process: says what happens to it on its output.
import { createLogger } from '@angkutan/telemetry';
import { runService } from '../src/index.ts';

const [mode, parentPid] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

await runService({
  logger: createLogger({ service: 'test', level: 'silent' }),
  parentPid: parentPid === undefined ? undefined : Number(parentPid),
  start: async ({ onStop, fail }) => {
    setInterval(() => undefined, 60_000);
    onStop('first', () => void say('first stopped'));
    onStop('second', async () => {
      if (mode === 'hang') await new Promise(() => undefined);
      if (mode === 'break') throw new Error('will not stop');
      say('second stopped');
    });
    if (mode === 'throw') throw new Error('cannot start');
    if (mode === 'die') setImmediate(() => fail(new Error('consumer is dead')));
    say('running');
  },
});
