import type { Codec } from '@angkutan/events';
import type { InstructionStore } from '@angkutan/instructions';
import type { RunningConsumer } from '@angkutan/messaging';
import type { Connection } from 'mongoose';
import type { StoryStep } from './get-story.ts';

/** A consumer as operators know it. */
export interface OperatedConsumer extends Pick<RunningConsumer, 'isAlive' | 'isHeld' | 'preview'> {
  readonly group: string;
  readonly topics: readonly string[];
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
