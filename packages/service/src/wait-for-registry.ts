import { setTimeout as delay } from 'node:timers/promises';
import type { SchemaStore } from '@angkutan/events';

const TRY_MS = 3_000;
const PAUSE_MS = 500;

export interface WaitForRegistryOptions {
  readonly registryUrl: string;
  readonly store: SchemaStore;
  readonly waitMs: number;
  readonly onWaiting: (waiting: { for: string; waitedMs: number; cause: unknown }) => void;
}

/** The registry did not answer within the limit, and this service has never met it. */
export class RegistryMissingError extends Error {
  override readonly name = 'RegistryMissingError';
  readonly code = 'AKT_REGISTRY_UNAVAILABLE';
}

/**
 * Waits for the schema registry at a first start. A service that has met it before keeps the ids in its
 * own database, and starts, encodes and decodes while the registry is down.
 * @throws {RegistryMissingError} when it did not answer within `waitMs`
 */
export async function waitForRegistry(options: WaitForRegistryOptions): Promise<void> {
  const { registryUrl, store, waitMs, onWaiting } = options;
  if ((await store.load()).length > 0) return;
  const started = performance.now();
  const what = `the schema registry at ${registryUrl}`;
  for (;;) {
    try {
      const answer = await fetch(`${registryUrl}/subjects`, {
        signal: AbortSignal.timeout(TRY_MS),
      });
      await answer.body?.cancel();
      if (answer.ok) return;
      throw new Error(`HTTP ${answer.status}`);
    } catch (cause) {
      const waitedMs = Math.round(performance.now() - started);
      if (waitedMs >= waitMs) {
        throw new RegistryMissingError(`${what} did not answer in ${waitedMs} ms`, { cause });
      }
      onWaiting({ for: what, waitedMs, cause });
      await delay(Math.min(PAUSE_MS, waitMs - waitedMs));
    }
  }
}
