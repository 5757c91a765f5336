/** What reaches the wallet's one work: the domain's messages, and what KasPro taught of an instruction. */
import type { SignalMessage } from '@angkutan/instructions';
import type { Result } from '@angkutan/messaging';
import type { WalletMessage } from './domain/decide.ts';

export type ServiceMessage = (WalletMessage | SignalMessage) & {
  /** The trace that it came with; of acts that of the request, which the executor knows. */
  readonly traceparent?: string;
};

/** Tells the work a group of messages, in their order; answers what became of each. */
export type Tell = (messages: readonly ServiceMessage[]) => Promise<readonly Result<unknown>[]>;

export const traceOf = ({ traceparent }: ServiceMessage): string | undefined => traceparent;
