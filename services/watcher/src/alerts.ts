import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { type Incident, isOpen } from './domain/incident.ts';

/** Counts what is open for Prometheus, at every scrape. */
export function watchOpen(incidents: () => readonly Incident[]): void {
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
}
