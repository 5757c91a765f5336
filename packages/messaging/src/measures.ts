import { metrics } from '@angkutan/telemetry';
import { Counter, Gauge, Histogram } from 'prom-client';

const registers = [metrics];

export const groupSize = new Histogram({
  name: 'angkutan_group_size',
  help: 'Messages decided in one transaction',
  labelNames: ['work'],
  buckets: [1, 2, 5, 10, 20, 50, 100, 200],
  registers,
});

export const groupSeconds = new Histogram({
  name: 'angkutan_group_seconds',
  help: 'Time of one group commit',
  labelNames: ['work'],
  buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  registers,
});

export const reruns = new Counter({
  name: 'angkutan_group_reruns_total',
  help: 'Groups that had to be run again, by cause: conflict, unreachable, deterministic',
  labelNames: ['work', 'cause'],
  registers,
});

export const handled = new Counter({
  name: 'angkutan_messages_total',
  help: 'Consumed messages, by what became of them',
  labelNames: ['group', 'result'],
  registers,
});

export const consumerErrors = new Counter({
  name: 'angkutan_consumer_errors_total',
  help: 'Tries of consumed messages that went wrong, by the class of the error or the code of the refusal',
  labelNames: ['group', 'class'],
  registers,
});

export const deadLetters = new Counter({
  name: 'angkutan_dead_letters_total',
  help: 'Messages given up, by the code of the reason',
  labelNames: ['group', 'code'],
  registers,
});

export const parkedKeys = new Gauge({
  name: 'angkutan_parked_keys',
  help: 'Keys that wait for something or for a repair',
  labelNames: ['group'],
  registers,
});

export const paused = new Gauge({
  name: 'angkutan_consumer_paused',
  help: '1 while the consumer waits for a dependency',
  labelNames: ['group'],
  registers,
});

export const consumerLag = new Gauge({
  name: 'angkutan_consumer_lag',
  help: 'Messages between the last one fetched and the end of the partition',
  labelNames: ['group', 'topic', 'partition'],
  registers,
});

export const outboxBacklog = new Gauge({
  name: 'angkutan_outbox_backlog',
  help: 'Outbox documents not yet removed',
  labelNames: ['database'],
  registers,
});

export const outboxOldest = new Gauge({
  name: 'angkutan_outbox_oldest_seconds',
  help: 'Age of the oldest outbox document',
  labelNames: ['database'],
  registers,
});

export const relayed = new Counter({
  name: 'angkutan_relay_records_total',
  help: 'Records published by the relay',
  labelNames: ['database'],
  registers,
});

export const relayTroubles = new Counter({
  name: 'angkutan_relay_troubles_total',
  help: 'Times the relay fell back to the stored state, by code',
  labelNames: ['database', 'code'],
  registers,
});
