/** Writes a group of KasPro's answers: the instructions' own state and what follows from it, together. */
import type { Result } from '@angkutan/instructions';
import type { Executor } from '@angkutan/messaging';
import type { Logger } from '@angkutan/telemetry';
import type { Change, ServiceMessage, WalletWork } from '../store/wallet-work.ts';

export interface SettleResultsDeps {
  readonly executor: Executor;
  readonly work: WalletWork;
  readonly logger: Logger;
}

export async function settleResults(
  deps: SettleResultsDeps,
  results: readonly Result[],
): Promise<void> {
  const messages = results.map(({ instruction, signal }): ServiceMessage => {
    return { type: 'signal', reference: instruction.reference, signal };
  });
  const outcomes = await deps.executor.execute(deps.work, messages);
  for (const [at, outcome] of outcomes.entries()) {
    const reference = results[at]?.instruction.reference ?? '';
    if (outcome.status === 'done') raiseAlarms(deps, outcome.changes);
    else deps.logger.error({ code: 'AKT_RESULT_NOT_WRITTEN', reference }, outcome.status);
  }
}

/** Two final words that differ, or none for a day: people look, and no money is moved for it. */
function raiseAlarms({ logger }: SettleResultsDeps, changes: readonly Change[]): void {
  for (const { alarm } of changes) {
    if (alarm) logger.error({ code: alarm.code, reference: alarm.reference }, 'transfer needs a look');
  }
}
