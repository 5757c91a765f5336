import { randomInt } from 'node:crypto';
import { inTransaction } from '@angkutan/mongo';
import type { Logger } from '@angkutan/telemetry';
import type { ClientSession, Connection } from 'mongoose';
import { type Aside, closesLane, type Outcome } from './aside.ts';
import { take, takenBefore } from './inbox.ts';
import { messageTrace, type MessageTrace, tellMessages, type SpanWords } from './message-trace.ts';
import { writeOutbox, type OutboxEntry } from './outbox.ts';
import type { DraftSealer } from './seal.ts';
import type { Context, Result, Work } from './work.ts';

/** Inside one transaction; the executor halves the group when these do not suffice. */
const RERUNS = { transientReruns: 1, duplicateReruns: 2 };

/** One work over some messages, and how it is to be run. */
export interface Run<M, S, C> {
  readonly connection: Connection;
  readonly work: Work<M, S, C>;
  readonly seal: DraftSealer;
  readonly now: () => Date;
  readonly shards: number;
  readonly inboxId: ((message: M) => string) | undefined;
  readonly traceparent: (message: M) => string | undefined;
  readonly describe: (message: M) => SpanWords;
  readonly aside: Aside<M> | undefined;
  readonly logger: Logger;
  readonly onCommitted: CommitListener;
}

/** Told after each commit: which work, and how many records it publishes. */
export type CommitListener = (committed: { work: string; published: number }) => void;

export interface Committed<C> {
  /** One per message, in the same order. */
  readonly results: readonly Result<C>[];
  /** How many records the outbox document holds. */
  readonly published: number;
}

/**
 * Decides the messages in order and commits what follows in one transaction: states, inbox ids,
 * parked keys, and one outbox document. `convicted` is known to be unwritable and is not decided.
 *
 * @throws whatever MongoDB or the work threw, unwrapped: then nothing was written
 */
export async function commitGroup<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  convicted?: { readonly error: unknown },
): Promise<Committed<C>> {
  const startMs = Date.now();
  const { decided, ...committed } = await inTransaction(
    run.connection,
    async (tx) => {
      const twins = await dropTaken(run, messages, tx);
      const fresh = messages.filter((_, index) => twins[index] === undefined);
      const decided = convicted
        ? { outcomes: fresh.map((message) => failed(run, message, convicted.error)), entries: [] }
        : await decideAll(run, fresh, tx);
      const deadLetters = (await run.aside?.keep(decided.outcomes, tx)) ?? [];
      await take(run.connection, idsToTake(run, decided.outcomes), tx);
      const entries = [...decided.entries, ...deadLetters];
      await writeOutbox(run.connection, entries, tx);
      const results = new Map(decided.outcomes.map(({ message, result }) => [message, result]));
      return {
        results: messages.map((message, i) => twins[i] ?? resultOf(results, message)),
        published: entries.length,
        decided,
      };
    },
    RERUNS,
  );
  tellMessages(run, decided.outcomes, startMs);
  return committed;
}

// Beside what the inbox knows, a batch may hold the same message twice.
async function dropTaken<M, S, C>(
  { connection, inboxId }: Run<M, S, C>,
  messages: readonly M[],
  tx: ClientSession,
): Promise<readonly (Result<C> | undefined)[]> {
  if (inboxId === undefined) return messages.map(() => undefined);
  const ids = messages.map(inboxId);
  const seen = new Set(await takenBefore(connection, ids, tx));
  return ids.map((id) => {
    if (seen.has(id)) return { status: 'duplicate' };
    seen.add(id);
    return undefined;
  });
}

interface Decided<M, C> {
  readonly outcomes: readonly (Outcome<M> & MessageTrace & { readonly result: Result<C> })[];
  readonly entries: readonly OutboxEntry[];
}

async function decideAll<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  tx: ClientSession,
): Promise<Decided<M, C>> {
  const { work, aside } = run;
  const closed = (await aside?.closed(messages, tx)) ?? new Set<M>();
  const open = messages.filter((message) => !closed.has(message));
  if (open.length === 0)
    return { outcomes: messages.map((message) => behind(run, message)), entries: [] };
  const context: Context = { now: run.now(), shard: randomInt(run.shards) };
  const state = await work.load(open, tx);
  const lanes = new Set<string>();
  const entries: OutboxEntry[] = [];
  const outcomes = messages.map((message) => {
    const lane = aside?.laneOf(message) ?? '';
    if (closed.has(message) || lanes.has(lane)) return behind(run, message);
    const traced = messageTrace(run.traceparent(message), work.continues?.(message, state));
    const judged = judge(run, { message, state, context, trace: traced.trace });
    entries.push(...judged.entries);
    if (closesLane(judged.result) && aside !== undefined) lanes.add(lane);
    return { message, result: judged.result, behind: false, ...traced };
  });
  if (outcomes.some(({ result }) => result.status === 'done')) await work.save(state, tx);
  return { outcomes, entries };
}

// The events are encoded before the change is applied: one that cannot be encoded must not leave
// its half in the working set of the others.
function judge<M, S, C>(
  { work, seal }: Run<M, S, C>,
  { message, state, context, trace }: { message: M; state: S; context: Context; trace: string },
): Judged<C> {
  const judged = withoutThrowing(() => {
    const result = work.decide(message, state, context);
    if (result.status !== 'done') return { result, entries: [] };
    return { result, entries: result.publish.map((draft) => seal(draft, context.now, trace)) };
  });
  if (judged.result.status === 'done') {
    for (const change of judged.result.changes) work.evolve(state, change, trace);
  }
  return judged;
}

interface Judged<C> {
  readonly result: Result<C>;
  readonly entries: readonly OutboxEntry[];
}

function withoutThrowing<C>(judge: () => Judged<C>): Judged<C> {
  try {
    return judge();
  } catch (error) {
    return { result: { status: 'failed', error }, entries: [] };
  }
}

// Without an aside, a message that was not done left nothing behind and may come again.
function idsToTake<M, S, C>(
  { inboxId, aside }: Run<M, S, C>,
  outcomes: readonly Outcome<M>[],
): readonly string[] {
  if (inboxId === undefined) return [];
  return outcomes
    .filter(({ result }) => aside !== undefined || result.status === 'done')
    .map(({ message }) => inboxId(message));
}

type SetAside<M> = Outcome<M> & MessageTrace & { readonly result: Result<never> };

function behind<M, S, C>(run: Run<M, S, C>, message: M): SetAside<M> {
  const result = { status: 'wait', reason: 'BEHIND_PARKED_KEY' } as const;
  return { message, result, behind: true, ...messageTrace(run.traceparent(message)) };
}

function failed<M, S, C>(run: Run<M, S, C>, message: M, error: unknown): SetAside<M> {
  const result = { status: 'failed', error } as const;
  return { message, result, behind: false, ...messageTrace(run.traceparent(message)) };
}

function resultOf<M, C>(results: ReadonlyMap<M, Result<C>>, message: M): Result<C> {
  const result = results.get(message);
  if (result === undefined) throw new Error('AKT_NO_RESULT: a message of the group has no result');
  return result;
}
