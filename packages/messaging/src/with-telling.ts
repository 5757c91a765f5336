import type { Executor } from './executor.ts';

/**
 * The executor, telling of what it has changed once that is committed: a decision that is run again, or whose
 * transaction is lost, must not cry or count twice.
 *
 * @param isOurs other work may run through the same executor, with changes of its own
 */
export const withTelling = <C>(
  executor: Executor,
  isOurs: (change: unknown) => change is C,
  tell: (change: C) => void,
): Executor => ({
  ...executor,
  async execute(work, messages, options) {
    const results = await executor.execute(work, messages, options);
    for (const result of results) {
      if (result.status !== 'done') continue;
      for (const change of result.changes) if (isOurs(change)) tell(change);
    }
    return results;
  },
});
