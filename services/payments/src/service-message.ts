/** What reaches the one work: an event, what somebody asks by HTTP, a version of the rules, operators' acts, and what KasPro taught of an instruction. */
import type { ApprovalMessage } from '@angkutan/approvals';
import type { AnyEvent } from '@angkutan/events';
import type { SignalMessage } from '@angkutan/instructions';
import type { Result } from '@angkutan/messaging';
import type { AskedVersion } from '@angkutan/rules';
import type { Act } from './domain/act.ts';
import type { Command } from './domain/commands.ts';
import type { Change } from './working-set.ts';

export type ServiceMessage =
  | { readonly type: 'event'; readonly event: AnyEvent }
  | { readonly type: 'command'; readonly command: Command; readonly traceparent: string }
  | { readonly type: 'rules'; readonly asked: AskedVersion; readonly traceparent: string }
  | ApprovalMessage<Act>
  | SignalMessage;

/** Tells the work a group of messages, in their order; answers what became of each. */
export type Tell = (messages: readonly ServiceMessage[]) => Promise<readonly Result<Change>[]>;

/** The trace that it came with; of acts that of the request, which the executor knows. */
export const traceOf = (message: ServiceMessage): string | undefined =>
  'traceparent' in message ? message.traceparent : undefined;
