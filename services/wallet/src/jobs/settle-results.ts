/** Writes a group of KasPro's answers: the instructions' own state and what follows from it, together. */
import { type Result, settleInRounds } from '@angkutan/instructions';
import type { Logger } from '@angkutan/telemetry';
import type { Alarm, Tell } from '../service-message.ts';

export interface SettleResultsDeps {
  readonly tell: Tell;
  readonly logger: Logger;
}

export const settleResults = (
  { tell, logger }: SettleResultsDeps,
  results: readonly Result[],
): Promise<void> =>
  settleInRounds({
    tell: async (messages) => {
      const outcomes = await tell(messages);
      for (const one of outcomes) if (one.status === 'done') raiseAlarms(logger, one.changes);
      return outcomes;
    },
    onLost: (code, reference, status) => logger.error({ code, reference }, status),
  })(results);

/** Two final words that differ, or none for a day: people look, and no money is moved for it. */
function raiseAlarms(logger: Logger, changes: readonly { readonly alarm?: Alarm }[]): void {
  for (const { alarm } of changes) {
    if (alarm)
      logger.error({ code: alarm.code, reference: alarm.reference }, 'transfer needs a look');
  }
}
