// A service for lifecycle.test.ts, started as a process: says what happens to it on its output.
import { createLogger } from '@angkutan/telemetry';
import { live } from '../src/lifecycle.ts';

const [mode, parentPid] = process.argv.slice(2);
const logger = createLogger({ service: 'test', level: 'silent' });
const say = (line: string) => void process.stdout.write(`${line}\n`);

await live({ logger, parentPid: Number(parentPid) }, async ({ onStop, fail }) => {
  setInterval(() => undefined, 60_000);
  onStop('first', () => say('first stopped'));
  onStop('second', async () => {
    if (mode === 'hang') await new Promise(() => undefined);
    if (mode === 'break') throw new Error('will not stop');
    say('second stopped');
  });
  if (mode === 'throw') throw new Error('cannot start');
  if (mode === 'die') setImmediate(() => fail('consumer', new Error('is dead')));
  say('running');
});
