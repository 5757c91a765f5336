import type { Codec } from '@angkutan/events';
import type { InstructionStore } from '@angkutan/instructions';
import type { RunningConsumer } from '@angkutan/messaging';
import type { Connection } from 'mongoose';

/** A consumer as operators know it. */
export interface OperatedConsumer extends Pick<
  RunningConsumer,
  'isAlive' | 'isHeld' | 'preview' | 'releaseParked' | 'restart'
> {
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

/** An event that is sent only to be heard of again, over the last 30 days. */
export interface CanaryHealth {
  /** Of the last that was heard of. */
  readonly sentAt: Date;
  readonly tookMs: number;
  /** How many should have been heard of in time, and how many were; of those due, the share that is promised. */
  readonly due: number;
  readonly good: number;
  readonly objective: number;
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
  readonly instructions?: Pick<InstructionStore, 'backlog' | 'ofRequests' | 'sweep'>;
  /** How the canary fares, where this service sends it; undefined before one has come back. */
  readonly canary?: () => CanaryHealth | undefined;
  /** What only this service knows of these requests, such as ledger postings. */
  readonly steps?: (ids: readonly string[]) => Promise<readonly StoryStep[]>;
}
