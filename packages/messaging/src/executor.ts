import type { Codec, EventType } from '@angkutan/events';
import { currentTrace, type Logger } from '@angkutan/telemetry';
import type { Connection } from 'mongoose';
import type { Aside } from './aside.ts';
import type { CommitListener, Run } from './group.ts';
import type { SpanWords } from './message-trace.ts';
import { createSealer } from './seal.ts';
import { settleGroup } from './settler.ts';
import { createTurns } from './turns.ts';
import type { Result, Work } from './work.ts';

/** Groups of an exclusive work with no more messages seldom meet: waiting would only make them late. */
const SIDE_BY_SIDE_MAX = 8;
/** Shards of hot platform accounts, unless the service names another number. */
const SHARDS = 8;

export interface ExecutorDeps {
  readonly connection: Connection;
  readonly codec: Pick<Codec, 'encode'>;
  readonly logger: Logger;
  /** Who tells the events, for their `ce_source`, such as `angkutan/wallet`. */
  readonly source: string;
  readonly shards?: number;
  readonly now?: () => Date;
  readonly newId?: () => string;
  /** The topic of an event type; default the one that `@angkutan/events` names. */
  readonly topicFor?: (type: EventType) => string;
}

export interface ExecuteOptions<M> {
  /** The message's inbox id: a message whose id was taken before is a `duplicate`. */
  readonly dedupe?: (message: M) => string;
  /** The trace that a message came with; without one it is the caller's, or begins with the message. */
  readonly traceparent?: string | ((message: M) => string | undefined);
  /** How the span of a message is called; default the work's name. */
  readonly describe?: (message: M) => SpanWords;
  readonly aside?: Aside<M>;
}

export interface Executor {
  /**
   * Runs the work over the messages, in their order, in as few transactions as it takes, and
   * answers one result per message in the same order. Does not throw for anything that messages
   * or the database do.
   */
  execute<M, S, C>(
    work: Work<M, S, C>,
    messages: readonly M[],
    options?: ExecuteOptions<M>,
  ): Promise<readonly Result<C>[]>;
  /** Calls the listener after every commit of this process; answers how to stop that. */
  onCommitted(listener: CommitListener): () => void;
}

export function createExecutor(deps: ExecutorDeps): Executor {
  const listeners = new Set<CommitListener>();
  const seal = createSealer(deps);
  const takeTurn = createTurns();
  const onCommitted: CommitListener = (committed) => {
    for (const listener of listeners) {
      try {
        listener(committed);
      } catch (error) {
        // What is committed is done, whatever those think who are told of it.
        deps.logger.error({ err: error, code: 'AKT_LISTENER_FAILED' }, 'commit listener failed');
      }
    }
  };

  return {
    async execute(work, messages, options = {}) {
      if (messages.length === 0) return [];
      const run = runOf(deps, { work, seal, onCommitted, options });
      const settle = () => settleGroup(run, messages);
      const alone = work.exclusive === true && messages.length > SIDE_BY_SIDE_MAX;
      return alone ? await takeTurn(work.name, settle) : await settle();
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Which trace a message came with: its own, or that of who executes it. To be asked where it is executed. */
export function causeIn<M>({ traceparent }: ExecuteOptions<M>): (message: M) => string | undefined {
  const callers = currentTrace();
  return (message) =>
    (typeof traceparent === 'function' ? traceparent(message) : traceparent) ?? callers;
}

function runOf<M, S, C>(
  deps: ExecutorDeps,
  run: Pick<Run<M, S, C>, 'work' | 'seal' | 'onCommitted'> & { options: ExecuteOptions<M> },
): Run<M, S, C> {
  const { work, seal, onCommitted, options } = run;
  return {
    connection: deps.connection,
    work,
    seal,
    onCommitted,
    logger: deps.logger,
    now: deps.now ?? (() => new Date()),
    shards: deps.shards ?? SHARDS,
    inboxId: options.dedupe,
    traceparent: causeIn(options),
    describe:
      options.describe ??
      (() => ({ name: `decide ${work.name}`, kind: 'internal', attributes: {} })),
    aside: options.aside,
  };
}
