import type { Codec } from '@angkutan/events';
import type { InstructionStore } from '@angkutan/instructions';
import type { RunningConsumer } from '@angkutan/messaging';
import type { Connection } from 'mongoose';

/** A consumer as operators know it. */
export interface OperatedConsumer extends Pick<RunningConsumer, 'isAlive' | 'isHeld' | 'preview'> {
  readonly group: string;
  readonly topics: readonly string[];
}

/** Something that a service did for a request, beside the events that it published. */
export interface StoryStep {
  readonly at: Date;
  readonly kind: 'posting' | 'call';
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
  /** Ledger postings of these requests. */
  readonly postings?: (ids: readonly string[]) => Promise<readonly StoryStep[]>;
}
