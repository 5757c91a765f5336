/** Writes a group of KasPro's answers: the instructions' own state and what follows from it, together. */
import type { Result } from '@angkutan/instructions';
import type { Logger } from '@angkutan/telemetry';
import type { Alarm, SignalMessage, Tell } from '../service-message.ts';

export interface SettleResultsDeps {
  readonly tell: Tell;
  readonly logger: Logger;
}

/** How often a group is written again while other transactions are in its way; then the enquiry takes over. */
const ROUNDS_MAX = 20;

export async function settleResults(
  deps: SettleResultsDeps,
  results: readonly Result[],
): Promise<void> {
  let open = results.map(({ instruction, signal }): SignalMessage => {
    return { type: 'signal', reference: instruction.reference, signal };
  });
  for (let round = 0; open.length > 0 && round < ROUNDS_MAX; round += 1) {
    open = await settleOnce(deps, open);
  }
  for (const { reference } of open) {
    deps.logger.error({ code: 'AKT_RESULT_NOT_WRITTEN', reference }, 'the enquiry will ask again');
  }
}

/** Writes what can be written now; answers what could not. A repeat is harmless: a final state stays. */
async function settleOnce(
  deps: SettleResultsDeps,
  messages: readonly SignalMessage[],
): Promise<SignalMessage[]> {
  const outcomes = await deps.tell(messages);
  for (const [at, outcome] of outcomes.entries()) {
    const reference = messages[at]?.reference ?? '';
    if (outcome.status === 'done') raiseAlarms(deps, outcome.changes);
    else if (outcome.status !== 'unavailable') {
      deps.logger.error({ code: 'AKT_RESULT_REFUSED', reference }, outcome.status);
    }
  }
  return messages.filter((_message, at) => outcomes[at]?.status === 'unavailable');
}

/** Two final words that differ, or none for a day: people look, and no money is moved for it. */
function raiseAlarms(
  { logger }: SettleResultsDeps,
  changes: readonly { readonly alarm?: Alarm }[],
): void {
  for (const { alarm } of changes) {
    if (alarm)
      logger.error({ code: alarm.code, reference: alarm.reference }, 'transfer needs a look');
  }
}
