export interface Queue<T> {
  /** Adds an item; answers once there is room for the next one. */
  put(item: T): Promise<void>;
  /** Waits for items and takes up to `max` of them; none only when the queue has ended. */
  take(max: number): Promise<readonly T[]>;
  /** Wakes who waits. With an error, `take` throws it once the items are gone. */
  end(error?: Error): void;
}

/** A queue between one writer and one reader that holds the writer up when it is full. */
export function createQueue<T>(limit: number): Queue<T> {
  let items: T[] = [];
  let ended: { error: Error | undefined } | undefined;
  let wakeReader: (() => void) | undefined;
  let wakeWriter: (() => void) | undefined;

  const wake = (): void => {
    wakeReader?.();
    wakeWriter?.();
  };

  return {
    async put(item) {
      items.push(item);
      wakeReader?.();
      if (items.length < limit || ended) return;
      await new Promise<void>((resolve) => (wakeWriter = resolve));
    },
    async take(max) {
      if (items.length === 0 && !ended) {
        await new Promise<void>((resolve) => (wakeReader = resolve));
      }
      if (items.length === 0 && ended?.error) throw ended.error;
      const taken = items.slice(0, max);
      items = items.slice(max);
      wakeWriter?.();
      return taken;
    },
    end(error) {
      ended ??= { error };
      wake();
    },
  };
}
