import { messageOf } from './until.ts';

/** What is to be stopped, last started first. */
export interface Teardown {
  /** Once closing, what is deferred is stopped at once: a start that was under way leaves nothing behind. */
  defer(name: string, stop: () => Promise<void>): void;
  /** Stops all, one after another, whatever fails. Idempotent. */
  close(): Promise<void>;
  readonly closing: boolean;
}

/** OPEN -> CLOSING -> CLOSED; there is no way back. */
export function createTeardown(log: (line: string) => void): Teardown {
  const steps: { name: string; stop: () => Promise<void> }[] = [];
  let closed: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        log(`${step.name} did not stop cleanly: ${messageOf(error)}`);
      }
    }
  };
  return {
    defer(name, stop) {
      steps.push({ name, stop });
      if (closed) closed = closed.then(drain);
    },
    async close() {
      closed ??= drain();
      // Something deferred meanwhile has lengthened the chain: its end is waited for too.
      for (let seen: Promise<void> | undefined; seen !== closed;) {
        seen = closed;
        await seen;
      }
    },
    get closing() {
      return closed !== undefined;
    },
  };
}
