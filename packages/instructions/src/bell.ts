export interface Bell {
  ring(): void;
  /** Resolves at the next ring after the call, or after `withinMs`. */
  heard(withinMs: number): Promise<void>;
}

export function createBell(): Bell {
  let wake: () => void = () => undefined;
  return {
    ring: () => wake(),
    heard: (withinMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
