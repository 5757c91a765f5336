import type { Result } from './work.ts';

/** Messages decided together. More make a commit cheaper per message and slower for each. */
export const GROUP_MAX = 200;

export interface Coalescer<M, C> {
  /** At most GROUP_MAX messages, which stay together and in order; one result for each. */
  submit(messages: readonly M[]): Promise<readonly Result<C>[]>;
}

interface Submission<M, C> {
  readonly messages: readonly M[];
  readonly resolve: (results: readonly Result<C>[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs one group at a time; what is submitted meanwhile gathers and becomes the next group. So
 * nothing waits while there is little to do, and partitions or requests share a commit when there
 * is much. Groups side by side would only collide on the accounts that all of them touch.
 */
export function coalesce<M, C>(
  run: (messages: readonly M[]) => Promise<readonly Result<C>[]>,
): Coalescer<M, C> {
  let waiting: Submission<M, C>[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const count = fitting(waiting);
      const group = waiting.slice(0, count);
      waiting = waiting.slice(count);
      await settle(group, run);
    }
    running = false;
  }

  return {
    submit(messages) {
      if (messages.length > GROUP_MAX) {
        throw new RangeError(`AKT_GROUP_TOO_LARGE: ${messages.length} messages at once`);
      }
      return new Promise((resolve, reject) => {
        waiting.push({ messages, resolve, reject });
        if (!running) void drain();
      });
    },
  };
}

function fitting(waiting: readonly { messages: readonly unknown[] }[]): number {
  let size = 0;
  const end = waiting.findIndex(({ messages }) => (size += messages.length) > GROUP_MAX);
  return end < 0 ? waiting.length : end;
}

async function settle<M, C>(
  group: readonly Submission<M, C>[],
  run: (messages: readonly M[]) => Promise<readonly Result<C>[]>,
): Promise<void> {
  try {
    const results = await run(group.flatMap(({ messages }) => messages));
    let from = 0;
    for (const { messages, resolve } of group) {
      resolve(results.slice(from, from + messages.length));
      from += messages.length;
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
