import { inTrace } from '@angkutan/telemetry';
import { causeIn, type Executor } from './executor.ts';

/**
 * The executor, telling of what it has changed once that is committed, in the trace of the message that changed
 * it: a decision that is run again, or whose transaction is lost, must not cry or count twice.
 *
 * @param isOurs other work may run through the same executor, with changes of its own
 */
export const withTelling = <C>(
  executor: Executor,
  isOurs: (change: unknown) => change is C,
  tell: (change: C) => void,
): Executor => ({
  ...executor,
  async execute(work, messages, options = {}) {
    const cause = causeIn(options);
    const results = await executor.execute(work, messages, options);
    for (const [at, message] of messages.entries()) {
      const result = results[at];
      if (result?.status !== 'done') continue;
      const ours: C[] = [];
      for (const change of result.changes) if (isOurs(change)) ours.push(change);
      if (ours.length > 0) inTrace(cause(message), () => ours.forEach((change) => tell(change)));
    }
    return results;
  },
});
