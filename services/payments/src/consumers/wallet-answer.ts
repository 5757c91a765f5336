import type { EventData } from '@angkutan/events';
import type { Told } from '../domain/answer.ts';
import { decideWalletAnswer } from '../domain/decide.ts';
import { accepted } from '../domain/facts.ts';
import { caseIdOf } from '../domain/ride.ts';
import { caseOf } from '../working-set.ts';
import { NOTHING, type Consumer } from './consumer.ts';
import { verdictOf } from './verdict.ts';

type Answering =
  | 'FundsHeld'
  | 'FundsRefused'
  | 'FundsReleased'
  | 'TransferPosted'
  | 'TransferRejected'
  | 'DebtCollected'
  | 'DebtWrittenOff';

/** How an answer of the wallet is taken in. A request that is no payment, such as a cash-out's, is not ours to follow. */
export const walletAnswer = <T extends Answering>(
  told: (data: EventData[T]) => Told,
): Consumer<T> => ({
  touches: ({ requestId }) => ({ caseId: caseIdOf(requestId) }),

  decide(data, situation) {
    const { set } = situation;
    const { requestId } = data;
    const caseId = caseIdOf(requestId);
    if (caseId === undefined) return NOTHING;
    const state = caseOf(set, caseId);
    const answer = { ...told(data), requestId, occurredAt: new Date(data.occurredAt) };
    return verdictOf(accepted(decideWalletAnswer(answer, state)), state, situation);
  },
});
