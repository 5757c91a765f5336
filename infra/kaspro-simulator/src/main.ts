import { createLogger } from '@angkutan/telemetry';
import { readConfig } from './config.ts';
import { createSimulator } from './simulator.ts';

const PARENT_POLL_MS = 1_000;

const config = readConfig(process.env);
if ('wrong' in config) {
  createLogger({ service: 'kaspro-simulator' }).fatal(
    `bad configuration: ${config.wrong.join('; ')}`,
  );
  process.exit(1);
}
const logger = createLogger({ service: 'kaspro-simulator', level: config.logLevel });
const simulator = await createSimulator(config.simulator);
// At every level: whoever started us waits for it.
logger.child({}, { level: 'info' }).info({ url: simulator.url }, 'listening');

async function stop(): Promise<void> {
  await simulator.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, () => void stop());

if (config.parentPid !== undefined) {
  setInterval(() => {
    // The launcher was killed: nobody else would stop us.
    if (process.ppid !== config.parentPid) void stop();
  }, PARENT_POLL_MS).unref();
}
