import { type Executor, withTelling } from '@angkutan/messaging';
import { metrics, type Logger } from '@angkutan/telemetry';
import { Counter } from 'prom-client';
import type { Change } from '../working-set.ts';
import { measure, measureCanary } from './measures.ts';

const alerts = new Counter({
  name: 'angkutan_payments_alerts_total',
  help: 'What an operator must look at although payments goes on, by code',
  labelNames: ['code'],
  registers: [metrics],
});

/** The executor, telling of alerts, and measuring payments, once they are committed. */
export const withAlerts = (executor: Executor, logger: Logger): Executor =>
  withTelling(executor, isChange, (change) => tell(change, logger));

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && 'of' in value;

function tell(change: Change, logger: Logger): void {
  if (change.of === 'canary') measureCanary(change.canary);
  if (change.of !== 'case') return;
  const { caseId, event, progress } = change;
  if (progress) measure(progress);
  if (event.type !== 'ALERTED' && event.type !== 'RIDE_ALERTED') return;
  const code = event.reason;
  alerts.inc({ code });
  const paymentId = 'paymentId' in event ? { paymentId: event.paymentId } : {};
  logger.error({ code, reference: caseId, ...paymentId }, event.detail);
}
