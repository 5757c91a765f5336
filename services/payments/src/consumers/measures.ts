import { metrics } from '@angkutan/telemetry';
import { Counter, Histogram } from 'prom-client';
import type { Canary } from '../domain/canary.ts';
import type { Progress } from '../domain/progress.ts';

const registers = [metrics];

const payments = new Counter({
  name: 'angkutan_payments_total',
  help: 'Payments that came into a state, by kind',
  labelNames: ['kind', 'status'],
  registers,
});
const seconds = new Histogram({
  name: 'angkutan_payment_seconds',
  help: 'Time to the settlement of a payment, from its request or from the completion of its ride',
  labelNames: ['kind', 'since'],
  buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600],
  registers,
});

/** Counts one committed step of a payment. */
export function measure({ kind, status, took }: Progress): void {
  payments.inc({ kind, status });
  if (!took) return;
  seconds.observe({ kind, since: 'requested' }, took.sinceRequested);
  if (took.sinceCompleted !== undefined)
    seconds.observe({ kind, since: 'completed' }, took.sinceCompleted);
}

const canarySeconds = new Histogram({
  name: 'angkutan_canary_seconds',
  help: 'Time from the sending of a canary to its answer: outbox, Kafka, wallet and back',
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
  registers,
});

/** Counts a canary that was heard of again. */
export const measureCanary = ({ tookMs }: Canary): void => canarySeconds.observe(tookMs / 1_000);
