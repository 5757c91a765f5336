import type { Codec } from '@angkutan/events';
import type { InstructionStore } from '@angkutan/instructions';
import type { RunningConsumer } from '@angkutan/messaging';
import type { Connection } from 'mongoose';

/** A consumer as operators know it. */
export interface OperatedConsumer extends Pick<RunningConsumer, 'isAlive' | 'isHeld' | 'preview'> {
  readonly group: string;
  readonly topics: readonly string[];
}

/** What a step of a story is; `message`: a message that waits or was given up. */
export const STEP_KINDS = [
  'command',
  'posting',
  'call',
  'callback',
  'message',
  'reconciliation',
] as const;

/** Something that happened to a request, beside the events that were published. */
export interface StoryStep {
  readonly at: Date;
  readonly kind: (typeof STEP_KINDS)[number];
  readonly title: string;
  /** Plain values; no account numbers, nothing that names a person. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a service shows of itself to its operators, and lets them do. */
export interface Operated {
  readonly service: string;
  readonly version: string;
  readonly connection: Connection;
  readonly codec: Pick<Codec, 'decode'>;
  readonly consumers: readonly OperatedConsumer[];
  /** The state of each breaker: closed, half-open, open. */
  readonly breakers?: () => Readonly<Record<string, string>>;
  /** Its calls to KasPro. */
  readonly instructions?: Pick<InstructionStore, 'backlog' | 'ofRequests'>;
  /** What only this service knows of these requests, such as ledger postings. */
  readonly steps?: (ids: readonly string[]) => Promise<readonly StoryStep[]>;
}
