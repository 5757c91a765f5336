// Group commit. A group of messages is decided in memory and committed in one transaction; that is
// thirty times faster than one transaction each. What can go wrong with it:
//   conflict or step-down   the group runs again, halved, after a pause with jitter, boundedly
//   no server               every message is `unavailable`; nobody is blamed, the caller waits
//   a throw of `decide`     that message has `failed`; the others commit
//   anything else           the group is bisected until the one message that breaks it is alone
import { setTimeout as delay } from 'node:timers/promises';
import { endAbandoned, isCommitUnknown, isTransient, isUnreachable } from '@angkutan/mongo';
import type { Codec, EventType } from '@angkutan/events';
import type { Connection } from 'mongoose';
import type { Logger } from '@angkutan/telemetry';
import type { Aside } from './aside.ts';

import { commitGroup, type Committed, type Run } from './group.ts';
import { groupSize, groupSeconds, reruns } from './measures.ts';
import { createSealer } from './seal.ts';
import type { Result, Work } from './work.ts';

/** How often a group or a part of it is tried while other transactions are in its way. */
const CONFLICT_TRIES_MAX = 8;
const PAUSE_MS = 5;
const PAUSE_MAX_MS = 250;
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
  /** The trace that the published events belong to. */
  readonly traceparent?: string | ((message: M) => string | undefined);
  readonly aside?: Aside<M>;
}

export type CommitListener = (committed: { work: string; published: number }) => void;

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

  async function commit<M, S, C>(
    run: Run<M, S, C>,
    messages: readonly M[],
    convicted?: { error: unknown },
  ): Promise<Committed<C>['results']> {
    const stop = groupSeconds.startTimer({ work: run.work.name });
    const committed = await commitGroup(run, messages, convicted);
    stop();
    groupSize.observe({ work: run.work.name }, messages.length);
    for (const listener of listeners) listener({ work: run.work.name, published: committed.published });
    return committed.results;
  }

  async function settle<M, S, C>(
    run: Run<M, S, C>,
    messages: readonly M[],
    tries: number,
  ): Promise<readonly Result<C>[]> {
    try {
      return await commit(run, messages);
    } catch (error) {
      const cause = causeOf(error);
      reruns.inc({ work: run.work.name, cause });
      // Conflicts are how two writers of one account are put in order: nothing to be told of.
      deps.logger[cause === 'conflict' ? 'debug' : 'warn'](
        { err: error, work: run.work.name, count: messages.length },
        'group not committed',
      );
      if (isTransient(error)) return await again(run, messages, { error, tries });
      if (messages.length > 1) return await inHalves(run, messages, tries);
      return await convict(run, messages, error);
    }
  }

  async function again<M, S, C>(
    run: Run<M, S, C>,
    messages: readonly M[],
    { error, tries }: { error: unknown; tries: number },
  ): Promise<readonly Result<C>[]> {
    // Without an inbox nobody may repeat what is perhaps done.
    const repeatable = !isCommitUnknown(error) || run.inboxId !== undefined;
    const stuck = tries >= CONFLICT_TRIES_MAX;
    if (!repeatable || isUnreachable(error) || stuck) {
      if (stuck) await clearWay();
      return messages.map(() => ({ status: 'unavailable', error }));
    }
    await delay(Math.random() * Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** tries));
    if (messages.length === 1) return await settle(run, messages, tries + 1);
    return await inHalves(run, messages, tries + 1);
  }

  /** Whoever is in the way for so long may be dead. */
  async function clearWay(): Promise<void> {
    try {
      const count = await endAbandoned(deps.connection);
      if (count > 0) deps.logger.warn({ count }, 'abandoned transactions ended');
    } catch (error) {
      deps.logger.warn({ err: error }, 'abandoned transactions cannot be looked for');
    }
  }

  async function inHalves<M, S, C>(
    run: Run<M, S, C>,
    messages: readonly M[],
    tries: number,
  ): Promise<readonly Result<C>[]> {
    const middle = Math.ceil(messages.length / 2);
    const first = await settle(run, messages.slice(0, middle), tries);
    const rest = messages.slice(middle);
    const stuck = first.find((result) => result.status === 'unavailable');
    // The later half must not overtake the first, and would only wait for the same database.
    if (stuck) return [...first, ...rest.map(() => stuck)];
    return [...first, ...(await settle(run, rest, tries))];
  }

  async function convict<M, S, C>(
    run: Run<M, S, C>,
    messages: readonly M[],
    error: unknown,
  ): Promise<readonly Result<C>[]> {
    if (run.aside === undefined) return messages.map(() => ({ status: 'failed', error }));
    try {
      return await commit(run, messages, { error });
    } catch (second) {
      deps.logger.error({ err: second, code: 'AKT_CANNOT_SET_ASIDE' }, 'message cannot be set aside');
      return messages.map(() => ({ status: 'unavailable', error: second }));
    }
  }

  return {
    async execute(work, messages, options = {}) {
      if (messages.length === 0) return [];
      return await settle(runOf(deps, { work, seal, options }), messages, 0);
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function runOf<M, S, C>(
  deps: ExecutorDeps,
  run: Pick<Run<M, S, C>, 'work' | 'seal'> & { options: ExecuteOptions<M> },
): Run<M, S, C> {
  const { work, seal, options } = run;
  const { traceparent } = options;
  return {
    connection: deps.connection,
    work,
    seal,
    now: deps.now ?? (() => new Date()),
    shards: deps.shards ?? SHARDS,
    inboxId: options.dedupe,
    traceparent: typeof traceparent === 'function' ? traceparent : () => traceparent,
    aside: options.aside,
  };
}

function causeOf(error: unknown): string {
  if (isUnreachable(error)) return 'unreachable';
  return isTransient(error) ? 'conflict' : 'deterministic';
}
