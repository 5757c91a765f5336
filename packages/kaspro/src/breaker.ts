import CircuitBreaker from 'opossum';
import { BREAKER_GRACE_MS, type BreakerSettings } from './operations.ts';
import { notDone, unknown, type Outcome } from './outcome.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface Breaker {
  /** Runs the call, or answers `not-done` at once while the breaker is not closed. Rejects only for a bug in the call. */
  through<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>>;
  state(): BreakerState;
  /** 0 while calls go through; else how long they are turned away, in ms. */
  waitMs(): number;
  close(): void;
}

export interface BreakerOptions {
  readonly name: string;
  readonly timeoutMs: number;
  readonly settings: BreakerSettings;
  /** A harmless enquiry, sent by the breaker itself when it is half open. Its outcome closes or opens the breaker. */
  readonly probe: () => Promise<Outcome<unknown>>;
  readonly onState: (state: BreakerState) => void;
}

/** Thrown to opossum alone, to count a failure; one object, because no one reads its stack. */
const PROVIDER_FAILED = new Error('provider failed');

/**
 * closed → open, when too many calls of the window failed → half-open after `resetMs` → closed or open, by the probe.
 *
 * opossum takes whatever call comes first as its half-open probe. That would be a payment; so the probe is fired in
 * the very moment it turns half open, and callers are turned away until the breaker is closed again. They are turned
 * away before opossum sees them too: it counts a rejected call into the window, where a crowd of them would hide the
 * failures after the breaker has closed.
 */
export function createBreaker({
  name,
  timeoutMs,
  settings,
  probe,
  onState,
}: BreakerOptions): Breaker {
  let openedAt = 0;
  const breaker = new CircuitBreaker((call: () => Promise<void>) => call(), {
    name,
    timeout: timeoutMs + BREAKER_GRACE_MS,
    resetTimeout: settings.resetMs,
    volumeThreshold: settings.volumeThreshold,
    errorThresholdPercentage: settings.errorThresholdPercentage,
    rollingCountTimeout: settings.windowMs,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  const stateNow = (): BreakerState => {
    if (breaker.closed) return 'closed';
    return breaker.halfOpen ? 'half-open' : 'open';
  };
  const waitMs = (): number =>
    breaker.closed ? 0 : Math.max(openedAt + settings.resetMs - Date.now(), 0) + BREAKER_GRACE_MS;
  async function fire<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    // Stands only if opossum's clock rings first; the call's own clock is set to ring before it.
    let outcome: Outcome<T> = unknown('TIMEOUT');
    try {
      await breaker.fire(async () => {
        outcome = await call();
        if (countsAsFailure(outcome)) throw PROVIDER_FAILED;
      });
    } catch (error) {
      if (error !== PROVIDER_FAILED && !isOpossums(error)) throw error;
    }
    return outcome;
  }
  breaker.on('open', () => {
    openedAt = Date.now();
    onState('open');
  });
  breaker.on('close', () => onState('closed'));
  breaker.on('halfOpen', () => {
    onState('half-open');
    void fire(probe);
  });
  onState('closed');
  return {
    through: async (call) => {
      if (breaker.closed) return fire(call);
      return notDone('breaker-open', waitMs());
    },
    state: stateNow,
    waitMs,
    close: () => breaker.shutdown(),
  };
}

/** A refusal is an answer of a healthy provider, and so is the word that a reference is known already. */
export function countsAsFailure(outcome: Outcome<unknown>): boolean {
  if (outcome.kind === 'unknown') return outcome.cause !== 'DUPLICATE_REFERENCE';
  return outcome.kind === 'not-done' && outcome.reason === 'maintenance';
}

function isOpossums(error: unknown): boolean {
  return error instanceof Error && CircuitBreaker.isOurError(error);
}
