/** Timers that all end together when the simulator is reset or closed. */
export function createTimers() {
  const pending = new Map<NodeJS.Timeout, () => void>();

  /** Runs `action` after `ms`; with an infinite `ms`, never. */
  function after(ms: number, action: () => void, stopped: () => void = () => undefined): void {
    if (ms === Infinity) return;
    const timer = setTimeout(() => {
      pending.delete(timer);
      action();
    }, ms);
    // A day's withdrawal code must not keep a process alive that has nothing else to do.
    timer.unref();
    pending.set(timer, stopped);
  }

  return {
    after: (ms: number, action: () => void): void => after(ms, action),
    /** Ends after `ms`, or at once when everything is stopped. */
    pause: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        after(ms, resolve, resolve);
      }),
    stop(): void {
      const stopped = [...pending];
      pending.clear();
      for (const [timer, tell] of stopped) {
        clearTimeout(timer);
        tell();
      }
    },
  };
}

export type Timers = ReturnType<typeof createTimers>;
