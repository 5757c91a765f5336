import { type Executor, withTelling } from '@angkutan/messaging';
import { metrics, type Logger } from '@angkutan/telemetry';
import { Counter } from 'prom-client';
import type { Change } from './working-set.ts';

const alerts = new Counter({
  name: 'angkutan_cash_out_alerts_total',
  help: 'What an operator must look at although cash-out goes on, by code',
  labelNames: ['code'],
  registers: [metrics],
});
const steps = new Counter({
  name: 'angkutan_cash_out_steps_total',
  help: 'What happened to cash-outs, by event',
  labelNames: ['event'],
  registers: [metrics],
});

/** The executor, telling of alerts, and counting steps, once they are committed. */
export const withAlerts = (executor: Executor, logger: Logger): Executor =>
  withTelling(executor, isChange, (change) => tell(change, logger));

const TOLD: readonly unknown[] = ['cash-out', 'rules'] satisfies Change['of'][];

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && 'of' in value && TOLD.includes(value.of);

function tell(change: Change, logger: Logger): void {
  if (change.of === 'rules' && change.late !== undefined) {
    alerts.inc({ code: 'AKT_RULES_LATE' });
    logger.error({ code: 'AKT_RULES_LATE', reference: change.late }, 'decided without it so far');
  }
  if (change.of === 'cash-out') tellStep(change, logger);
}

type CashOutStep = Extract<Change, { of: 'cash-out' }>;

function tellStep({ cashOutId, event }: CashOutStep, logger: Logger): void {
  steps.inc({ event: event.type });
  const alert = alertOf(event);
  if (!alert) return;
  alerts.inc({ code: alert.code });
  logger.error({ code: alert.code, cashOutId }, alert.detail);
}

function alertOf(event: CashOutStep['event']): { code: string; detail: string } | undefined {
  switch (event.type) {
    case 'LATE_SUCCESS':
    case 'PAID_TWICE':
      return { code: 'AKT_LATE_SUCCESS', detail: `${event.type}: ${event.amount} left after all` };
    case 'PAID_EARLIER':
      return { code: 'AKT_LATE_SUCCESS', detail: 'an attempt that was given up has paid out' };
    case 'ALERTED':
      return { code: event.reason, detail: event.detail };
    default:
      return undefined;
  }
}
