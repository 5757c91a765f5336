import { signalOfReport } from '@angkutan/instructions';
import { decideSignal } from '../decide-signal.ts';
import { NOTHING, type Consumer } from './consumer.ts';

/** KasPro's callback. Its reference may be another service's; one of ours was committed before it was sent. */
export const providerTransactionReported: Consumer<'ProviderTransactionReported'> = {
  touches: ({ partnerReference }) => ({ instructions: [partnerReference] }),

  decide(data, situation) {
    const instruction = situation.set.instructions.get(data.partnerReference);
    return instruction ? decideSignal(instruction, signalOfReport(data), situation) : NOTHING;
  },
};
