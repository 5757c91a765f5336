import { collectDefaultMetrics, Registry } from 'prom-client';

/** The process's one registry: every counter names it in `registers`, and `/metrics` prints it. */
export const metrics = new Registry();

/** Adds memory, event-loop and garbage-collection figures; calling it again changes nothing. */
export function watchProcess(): void {
  if (metrics.getSingleMetric('process_cpu_seconds_total')) return;
  collectDefaultMetrics({ register: metrics });
}
