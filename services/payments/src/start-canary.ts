/** Sends the canary, and says how it fares. */
import type { Executor, Work } from '@angkutan/messaging';
import { type Platform, startJob } from '@angkutan/service';
import { newTraceparent } from '@angkutan/telemetry';
import { canaryIdAt, type CanaryHealth, healthOf } from './domain/canary.ts';
import type { Parts } from './parts.ts';
import { findHeard } from './store/canaries.ts';

/** Nothing is read or written for it but what every event takes: a row of the inbox, one of the outbox. */
const sending: Work<string, undefined, never> = {
  name: 'canary',
  load: async () => undefined,
  decide: (canaryId) => ({
    status: 'done',
    changes: [],
    publish: [{ type: 'CanarySent', key: canaryId, data: { canaryId } }],
  }),
  evolve: () => undefined,
  save: async () => undefined,
};

/** How soon it is noticed that the next one is due. */
const LOOK_EVERY_MS = 500;

/**
 * Of all instances one sends it: its id goes through the inbox, where the others find it taken.
 * Answers whether it is sent now, by whomever.
 */
export async function sendCanary(executor: Executor, canaryId: string): Promise<boolean> {
  const dedupe = (id: string) => `send:${id}`;
  const traceparent = newTraceparent();
  const [result] = await executor.execute(sending, [canaryId], { dedupe, traceparent });
  return result?.status === 'done' || result?.status === 'duplicate';
}

interface Needed extends Pick<Parts, 'rows' | 'life'> {
  readonly platform: Pick<Platform, 'executor' | 'logger'>;
  readonly environment: Pick<Parts['environment'], 'ANGKUTAN_MODE'>;
}

/**
 * How the canary fares, as it was seen last; undefined before one has come back. In production a time in which payments
 * did not run counts as missed; on a developer's machine nobody had started it, and it counts from when this process began.
 */
export function startCanary(parts: Needed): () => CanaryHealth | undefined {
  const { platform, rows, life, environment } = parts;
  const since = environment.ANGKUTAN_MODE === 'local' ? new Date() : undefined;
  let health: CanaryHealth | undefined;
  let sent = '';
  const job = startJob({
    name: 'canary',
    everyMs: LOOK_EVERY_MS,
    logger: platform.logger,
    run: async () => {
      const due = canaryIdAt(new Date());
      if (due === sent) return false;
      if (await sendCanary(platform.executor, due)) sent = due;
      const heard = await findHeard(rows, since);
      if (heard) health = healthOf(heard, new Date());
      return false;
    },
  });
  life.onStop('canary', () => job.stop());
  return () => health;
}
