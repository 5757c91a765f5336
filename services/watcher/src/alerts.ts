import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { type Incident, isOpen } from './domain/incident.ts';

/** Counts what is open for Prometheus at every scrape, and says when it looked last: a watcher that hangs sees nothing new. */
export function watchOpen(incidents: () => readonly Incident[], lastLook: () => number): void {
  const gauge = new Gauge({
    name: 'angkutan_incidents_open',
    help: 'Incidents that the watcher sees open',
    labelNames: ['signature', 'severity'],
    registers: [metrics],
    collect() {
      gauge.reset();
      for (const { signature, severity } of incidents().filter(isOpen)) {
        gauge.inc({ signature, severity });
      }
    },
  });
  const looked: Gauge = new Gauge({
    name: 'angkutan_watcher_looked_timestamp_seconds',
    help: 'When the watcher looked last',
    registers: [metrics],
    collect() {
      looked.set(lastLook() / 1_000);
    },
  });
}
