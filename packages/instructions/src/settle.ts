/** Writes a group of the provider's answers through the owner's work, again and again while others are in the way. */
import { inTrace } from '@angkutan/telemetry';
import type { Result } from './results.ts';
import type { Signal } from './instruction.ts';

/** What one answer taught, as the owner's work takes it in. */
export interface SignalMessage {
  readonly type: 'signal';
  readonly reference: string;
  readonly signal: Signal;
  /** The span of the call that taught it. */
  readonly traceparent?: string;
}

export interface SettlePorts {
  /** Tells the owner's work; answers what became of each, in the same order. */
  readonly tell: (
    messages: readonly SignalMessage[],
  ) => Promise<readonly { readonly status: string }[]>;
  /** An answer that is not written: refused by the work, or never written; the enquiry will ask again. */
  readonly onLost: (
    code: 'AKT_RESULT_REFUSED' | 'AKT_RESULT_NOT_WRITTEN',
    reference: string,
    status: string,
  ) => void;
}

/** How often a group is written again while other transactions are in its way; then the enquiry takes over. */
const ROUNDS_MAX = 20;

/** The `settle` of a worker. A repeat is harmless: a final state stays. */
export const settleInRounds =
  (ports: SettlePorts) =>
  async (results: readonly Result[]): Promise<void> => {
    let open = results.map(
      ({ instruction: { reference }, signal, traceparent }): SignalMessage => ({
        type: 'signal',
        reference,
        signal,
        ...(traceparent !== undefined && { traceparent }),
      }),
    );
    for (let round = 0; open.length > 0 && round < ROUNDS_MAX; round += 1) {
      open = await settleOnce(ports, open);
    }
    for (const { reference, traceparent } of open) {
      inTrace(traceparent, () => ports.onLost('AKT_RESULT_NOT_WRITTEN', reference, 'unavailable'));
    }
  };

/** Writes what can be written now; answers what could not. */
async function settleOnce(
  { tell, onLost }: SettlePorts,
  messages: readonly SignalMessage[],
): Promise<SignalMessage[]> {
  const outcomes = await tell(messages);
  return messages.filter((message, at) => {
    const status = outcomes[at]?.status ?? 'missing';
    if (status !== 'done' && status !== 'unavailable') {
      inTrace(message.traceparent, () => onLost('AKT_RESULT_REFUSED', message.reference, status));
    }
    return status === 'unavailable';
  });
}
