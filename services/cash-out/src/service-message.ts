/** What reaches the one work: a person's request, an event, operators' acts, and what KasPro taught of an instruction. */
import type { ApprovalMessage, ResolveInstruction } from '@angkutan/approvals';
import type { AnyEvent } from '@angkutan/events';
import type { SignalMessage } from '@angkutan/instructions';
import type { Result } from '@angkutan/messaging';
import type { Request } from './domain/cash-out.ts';
import type { Change } from './working-set.ts';

export type ServiceMessage =
  | { readonly type: 'request'; readonly request: Request }
  | { readonly type: 'event'; readonly event: AnyEvent }
  | ApprovalMessage<ResolveInstruction>
  | SignalMessage;

/** The trace that it came with, where it says one itself; of requests the caller says it. */
export const traceOf = (message: ServiceMessage): string | undefined =>
  'traceparent' in message ? message.traceparent : undefined;

/** Tells the work a group of messages, in their order; answers what became of each. */
export type Tell = (
  messages: readonly ServiceMessage[],
  traceparent?: string,
) => Promise<readonly Result<Change>[]>;
