import { signalOfReport } from '@angkutan/instructions';
import { decideSignal } from '../decide-signal.ts';
import { NOTHING } from '../verdict.ts';
import type { Consumer } from './consumer.ts';

/** KasPro's callback. Its reference may be another service's; one of ours was committed before it was sent. */
export const providerTransactionReported: Consumer<'ProviderTransactionReported'> = {
  touches: ({ partnerReference }) => ({ instructions: [partnerReference] }),

  decide(data, situation) {
    const instruction = situation.set.instructions.get(data.partnerReference);
    if (!instruction) return NOTHING;
    return decideSignal(instruction, signalOfReport(data), situation);
  },
};
