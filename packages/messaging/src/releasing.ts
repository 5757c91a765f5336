import type { ClientSession, mongo } from 'mongoose';
import type { Aside, Outcome } from './aside.ts';
import { errorStory, type Story } from './dead-letter.ts';
import { giveUp, type GivenUp, markReplayed } from './dead-letters.ts';
import type { Item } from './item.ts';
import { consumerErrors } from './measures.ts';
import { lanesOf, type Lane, type ParkedMessage } from './parked.ts';
import { sizeOf } from './parked-message.ts';
import { reasonOf, whereOf, whyOf, type ParkingDeps } from './parking.ts';

export interface RetryLimits {
  /** How long a message may wait for what it needs, in ms, from when it was parked. */
  readonly waitLimitMs: number;
  /** How often a message that fails is tried in all. */
  readonly failedAttemptsMax: number;
  /** The pause after the first failure in ms; each further one is four times as long. */
  readonly failedPauseMs: number;
}

/** The pauses of what waits: 100 ms, doubling, up to this. */
const WAIT_PAUSE_MS = 100;
const WAIT_PAUSE_MAX_MS = 5_000;
const FAILED_PAUSE_MAX_MS = 60_000;

/** The first message of a claimed lane. */
export interface Head {
  readonly lane: Lane;
  readonly message: ParkedMessage;
  readonly item: Item;
}

type Deps = ParkingDeps & { readonly limits: RetryLimits };

/**
 * What becomes of parked messages that are tried again. One that is done, refused or given up
 * leaves its lane in the same transaction, which is what keeps it from being done twice: its inbox
 * id was taken when it was parked.
 */
export function releasing(
  deps: Deps,
  { heads, holder }: { heads: ReadonlyMap<Item, Head>; holder: string },
): Aside<Item> {
  const lanes = lanesOf(deps.connection);

  return {
    laneOf: (item) => item.lane,

    // A claim that ran out may be another's by now, and the message done.
    async closed(items, tx) {
      const ids = items.map(({ lane }) => lane);
      const ours = await lanes
        .find({ _id: { $in: ids }, claimedBy: holder }, { session: tx, projection: { _id: 1 } })
        .toArray();
      const open = new Set(ours.map(({ _id }) => _id));
      return new Set(items.filter(({ lane }) => !open.has(lane)));
    },

    async keep(outcomes, tx) {
      const tried = outcomes.flatMap((outcome) => {
        const head = heads.get(outcome.message);
        return head === undefined || outcome.behind ? [] : [{ head, outcome }];
      });
      const gone = tried.filter(({ head, outcome }) => endOf(deps, head, outcome) !== undefined);
      await write(deps, tried, tx);
      await lanes.deleteMany(
        { _id: { $in: gone.map(({ head }) => head.lane._id) }, count: 0 },
        { session: tx },
      );
      const done = gone.filter((one) => endOf(deps, one.head, one.outcome) === 'done');
      const replayed = done.filter(({ head }) => head.message.replayed);
      await markReplayed(
        deps.connection,
        replayed.map(({ head }) => head.message.id),
        tx,
      );
      const letters = gone.flatMap(({ head, outcome }) => lettersOf(deps, head, outcome));
      return await giveUp(deps.connection, letters, tx);
    },
  };
}

interface Tried {
  readonly head: Head;
  readonly outcome: Outcome<Item>;
}

type End = 'done' | Pick<Story, 'errorClass' | 'code' | 'text' | 'frames'>;

/** How the message ends; undefined when it is to be tried again. */
function endOf(
  { limits, now }: Deps,
  { lane, message }: Head,
  { result }: Outcome<Item>,
): End | undefined {
  switch (result.status) {
    case 'done':
    case 'duplicate':
      return 'done';
    case 'refused':
      return { errorClass: 'Refused', code: result.code, text: result.detail };
    case 'wait':
      if (now().getTime() - message.at.getTime() < limits.waitLimitMs) return undefined;
      return { errorClass: 'Waited', code: 'AKT_WAIT_LIMIT', text: result.reason };
    case 'failed':
      return lane.attempts + 1 < limits.failedAttemptsMax ? undefined : errorStory(result.error);
    case 'unavailable':
      return undefined;
  }
}

async function write(deps: Deps, tried: readonly Tried[], tx: ClientSession): Promise<void> {
  if (tried.length === 0) return;
  const updates = tried.map((one): mongo.AnyBulkWriteOperation<Lane> => {
    const filter = { _id: one.head.lane._id };
    return { updateOne: { filter, update: updateOf(deps, one) } };
  });
  await lanesOf(deps.connection).bulkWrite(updates, { session: tx, ordered: false });
}

function updateOf(deps: Deps, { head, outcome }: Tried): mongo.UpdateFilter<Lane> {
  const free = { claimedBy: null, claimedUntil: new Date(0) };
  if (endOf(deps, head, outcome) !== undefined) {
    return {
      $pull: { messages: { id: head.message.id } },
      $inc: { count: -1, bytes: -sizeOf(head.item.raw.value) },
      $set: { ...free, attempts: 0, tries: 0, nextAt: deps.now() },
    };
  }
  const failed = outcome.result.status === 'failed';
  return {
    $inc: { tries: 1, attempts: failed ? 1 : 0 },
    $set: {
      ...free,
      reason: reasonOf(outcome),
      why: whyOf(deps, outcome),
      nextAt: nextAt(deps, head, failed),
    },
  };
}

function nextAt({ limits, now }: Deps, { lane, message }: Head, failed: boolean): Date {
  const pause = failed
    ? Math.min(FAILED_PAUSE_MAX_MS, limits.failedPauseMs * 4 ** lane.attempts)
    : Math.min(WAIT_PAUSE_MAX_MS, WAIT_PAUSE_MS * 2 ** lane.tries);
  const then = now().getTime() + pause * (0.75 + Math.random() / 2);
  // A wait ends on time, not at the next try after it.
  const limit = message.at.getTime() + limits.waitLimitMs;
  return new Date(failed ? then : Math.min(then, Math.max(limit, now().getTime())));
}

function lettersOf(deps: Deps, head: Head, outcome: Outcome<Item>): readonly GivenUp[] {
  const end = endOf(deps, head, outcome);
  if (end === undefined || end === 'done') return [];
  const { group, codeVersion, logger } = deps;
  logger.error({ code: end.code, ...whereOf(head.item) }, 'parked message dead-lettered');
  // Waiting is no error until it has been too long.
  if (outcome.result.status === 'wait') consumerErrors.inc({ group, class: end.code });
  const attempts = head.lane.tries + 1;
  const firstFailureAt = head.message.at;
  const story = { group, codeVersion, attempts, firstFailureAt, ...end };
  return [{ item: head.item, story }];
}
