import type { EventData } from '@angkutan/events';
import { decideAnswer, type WalletAnswer } from '../domain/decide.ts';
import { happened, NOTHING } from '../verdict.ts';
import type { Consumer } from './consumer.ts';

type Answering = 'FundsHeld' | 'FundsRefused' | 'FundsReleased';

/** How an answer of the wallet is taken in. A request that is no cash-out's, such as a ride's, is not ours to follow. */
export const walletAnswer = <T extends Answering>(
  told: (data: EventData[T]) => WalletAnswer,
): Consumer<T> => ({
  touches: ({ requestId }) => ({ cashOuts: [requestId] }),

  decide(data, { set, now }) {
    const { requestId: cashOutId } = data;
    const before = set.cashOuts.get(cashOutId);
    if (!before) return NOTHING;
    return happened({ cashOutId, before, at: now }, decideAnswer(before, told(data)));
  },
});
