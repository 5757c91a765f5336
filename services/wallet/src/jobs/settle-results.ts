/** Writes a group of KasPro's answers: the instructions' own state and what follows from it, together. */
import { type Result, settleInRounds } from '@angkutan/instructions';
import type { Logger } from '@angkutan/telemetry';
import type { Tell } from '../service-message.ts';

export interface SettleResultsDeps {
  readonly tell: Tell;
  readonly logger: Logger;
}

export const settleResults = (
  { tell, logger }: SettleResultsDeps,
  results: readonly Result[],
): Promise<void> =>
  settleInRounds({
    tell,
    onLost: (code, reference, status) => logger.error({ code, reference }, status),
  })(results);
