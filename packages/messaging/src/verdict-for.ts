import type { Result } from './work.ts';

type Settled<C> = Extract<Result<C>, { status: 'done' | 'refused' }>;

/**
 * The verdict on one message whose sender waits for the answer, such as an HTTP call.
 * @throws what the database cannot do now, and what a bug threw: nobody parks a caller.
 */
export function verdictFor<C>([result]: readonly Result<C>[]): Settled<C> {
  switch (result?.status) {
    case 'done':
    case 'refused':
      return result;
    case 'failed':
    case 'unavailable':
      throw result.error;
    case 'wait':
    case 'duplicate':
    case undefined:
      throw new Error('AKT_NO_VERDICT');
  }
}
