import { type Executor, withTelling } from '@angkutan/messaging';
import { type Logger, metrics } from '@angkutan/telemetry';
import { Counter } from 'prom-client';
import type { Alarm } from './domain/working-set.ts';
import type { Change } from './wallet-work.ts';

const alarms = new Counter({
  name: 'angkutan_wallet_alarms_total',
  help: 'What an operator must look at although the wallet goes on, by code',
  labelNames: ['code'],
  registers: [metrics],
});

/** The executor, telling of alarms once they are committed. */
export const withAlarms = (executor: Executor, logger: Logger): Executor =>
  withTelling(executor, isChange, (change) => tell(change, logger));

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && 'states' in value;

function tell({ states }: Change, logger: Logger): void {
  for (const alarm of states.alarms) raise(alarm, logger);
}

/** Counts and logs one alarm. */
export function raise({ code, reference }: Alarm, logger: Logger): void {
  alarms.inc({ code });
  logger.error({ code, reference }, 'needs a look');
}
