// Group commit. A group of messages is decided in memory and committed in one transaction; that is
// thirty times faster than one transaction each. What can go wrong with it:
//   conflict or step-down   the group runs again after a pause with jitter, then halved, boundedly
//   no server               every message is `unavailable`; nobody is blamed, the caller waits
//   a throw of `decide`     that message has `failed`; the others commit
//   anything else           the group is bisected until the one message that breaks it is alone
import { setTimeout as delay } from 'node:timers/promises';
import { endAbandoned, isCommitUnknown, isTransient, isUnreachable } from '@angkutan/mongo';
import { traceFields } from '@angkutan/telemetry';
import { commitGroup, type Run } from './group.ts';
import { groupSeconds, groupSize, reruns } from './measures.ts';
import type { Result } from './work.ts';

/** How often a group or a part of it is tried while other transactions are in its way. */
const CONFLICT_TRIES_MAX = 16;
/** So often as a whole; then in halves, for a smaller group touches fewer accounts. */
const WHOLE_TRIES_MAX = 3;
const PAUSE_MS = 5;
const PAUSE_MAX_MS = 250;

type Results<C> = readonly Result<C>[];

/** One result per message, in their order. Does not throw for messages or the database. */
export async function settleGroup<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
): Promise<Results<C>> {
  return await settle(run, messages, 0);
}

async function commit<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  convicted?: { error: unknown },
): Promise<Results<C>> {
  const work = run.work.name;
  const stop = groupSeconds.startTimer({ work });
  const { results, published } = await commitGroup(run, messages, convicted);
  stop();
  groupSize.observe({ work }, messages.length);
  run.onCommitted({ work, published });
  return results;
}

async function settle<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  tries: number,
): Promise<Results<C>> {
  try {
    return await commit(run, messages);
  } catch (error) {
    tell(run, messages.length, error);
    if (isTransient(error)) return await again(run, messages, { error, tries });
    if (messages.length > 1) return await inHalves(run, messages, tries);
    return await convict(run, messages, error);
  }
}

function tell<M, S, C>({ work, logger }: Run<M, S, C>, count: number, error: unknown): void {
  const cause = causeOf(error);
  reruns.inc({ work: work.name, cause });
  // Conflicts are how two writers of one account are put in order: nothing to be told of.
  const level = cause === 'conflict' ? 'debug' : 'warn';
  logger[level]({ err: error, work: work.name, count }, 'group not committed');
}

async function again<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  { error, tries }: { error: unknown; tries: number },
): Promise<Results<C>> {
  // Without an inbox nobody may repeat what is perhaps done.
  const repeatable = !isCommitUnknown(error) || run.inboxId !== undefined;
  const stuck = tries >= CONFLICT_TRIES_MAX;
  if (!repeatable || isUnreachable(error) || stuck) {
    if (stuck) await clearWay(run);
    return messages.map(() => ({ status: 'unavailable', error }));
  }
  await delay(Math.random() * Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** tries));
  const whole = messages.length === 1 || tries < WHOLE_TRIES_MAX;
  if (whole) return await settle(run, messages, tries + 1);
  return await inHalves(run, messages, tries + 1);
}

/** Whoever is in the way for so long may be dead. */
async function clearWay<M, S, C>({ connection, logger }: Run<M, S, C>): Promise<void> {
  try {
    const count = await endAbandoned(connection);
    if (count > 0) logger.warn({ count }, 'abandoned transactions ended');
  } catch (error) {
    logger.warn({ err: error }, 'abandoned transactions cannot be looked for');
  }
}

async function inHalves<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  tries: number,
): Promise<Results<C>> {
  const middle = Math.ceil(messages.length / 2);
  const first = await settle(run, messages.slice(0, middle), tries);
  const rest = messages.slice(middle);
  const stuck = first.find((result) => result.status === 'unavailable');
  // The later half must not overtake the first, and would only wait for the same database.
  if (stuck) return [...first, ...rest.map(() => stuck)];
  return [...first, ...(await settle(run, rest, tries))];
}

/** The one message that breaks its group is set aside without being decided again. */
async function convict<M, S, C>(
  run: Run<M, S, C>,
  messages: readonly M[],
  error: unknown,
): Promise<Results<C>> {
  if (run.aside === undefined) return messages.map(() => ({ status: 'failed', error }));
  try {
    return await commit(run, messages, { error });
  } catch (second) {
    const [trace] = messages.map((message) => traceFields(run.traceparent(message)));
    const about = { err: second, code: 'AKT_CANNOT_SET_ASIDE', ...trace };
    run.logger.error(about, 'message cannot be set aside');
    return messages.map(() => ({ status: 'unavailable', error: second }));
  }
}

function causeOf(error: unknown): 'unreachable' | 'conflict' | 'deterministic' {
  if (isUnreachable(error)) return 'unreachable';
  return isTransient(error) ? 'conflict' : 'deterministic';
}
