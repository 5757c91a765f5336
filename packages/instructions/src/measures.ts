import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { type InstructionStore, UNENDED } from './store.ts';

const standing = new Gauge({
  name: 'angkutan_instructions',
  help: 'Transfers at KasPro that have not ended, by status',
  labelNames: ['status'],
  registers: [metrics],
});
const oldest = new Gauge({
  name: 'angkutan_instructions_oldest_seconds',
  help: 'Since when the oldest of them has been sent, by status; 0 where there is none',
  labelNames: ['status'],
  registers: [metrics],
});

/** Shows how many instructions have not ended, and how old the oldest of each status is. */
export async function measure(store: Pick<InstructionStore, 'standing'>, now: Date): Promise<void> {
  const found = new Map((await store.standing()).map((one) => [one.status, one]));
  for (const status of UNENDED) {
    const { rows = 0, sentAt = now } = found.get(status) ?? {};
    standing.set({ status }, rows);
    oldest.set({ status }, Math.max(0, now.getTime() - sentAt.getTime()) / 1_000);
  }
}
