import { randomUUID } from 'node:crypto';
import type { Codec } from '@angkutan/events';
import { countError } from './errors.ts';
import type { Executor } from './executor.ts';
import { overItems, traceOf, type Item } from './item.ts';
import { parkedKeys } from './measures.ts';
import { consumerWords } from './message-trace.ts';
import { lanesOf, type Lane } from './parked.ts';
import { toRaw } from './parked-message.ts';
import type { ParkingDeps } from './parking.ts';
import { readRecord } from './read-record.ts';
import { releasing, type Head, type RetryLimits } from './releasing.ts';
import { pause } from './stopping.ts';
import type { Message, Work } from './work.ts';

/** First messages of so many lanes are tried together. */
const LANES_MAX = 50;
/** How long a claim holds when its holder dies. A later one cannot do harm: it is checked again. */
const CLAIM_MS = 30_000;
const LOOK_EVERY_MS = 100;
/** Where nothing is parked: others' lanes, and those that an operator hands back, are found so late at most. */
const IDLE_LOOK_MS = 1_000;
const COUNT_EVERY_MS = 2_000;
/** Keys of one group that may be parked; with more, the consumer takes nothing in. */
const PARKED_MAX = 10_000;

export interface ReleaseDeps<S, C> extends ParkingDeps {
  readonly codec: Pick<Codec, 'decode'>;
  readonly executor: Executor;
  readonly work: Work<Message, S, C>;
  readonly limits: RetryLimits;
  /** Whether a person has stopped the consumer: then nothing is tried. */
  readonly isHeld: () => boolean;
}

export interface Releaser {
  /** This process has parked something: look again soon. */
  wake(): void;
  /** Whether so many keys are parked that no more should be taken in. */
  isFull(): boolean;
  stop(): Promise<void>;
}

/**
 * Tries what is parked, the first message of each lane, through the same executor, until its lane
 * is empty. Any instance may do it: it claims lanes by compare-and-set.
 */
export function startReleasing<S, C>(deps: ReleaseDeps<S, C>): Releaser {
  const lanes = lanesOf(deps.connection);
  const stopping = new AbortController();
  const work = overItems(deps.work);
  let parked = 0;
  let countedAt = -Infinity;
  let idling = new AbortController();

  async function count(): Promise<void> {
    if (performance.now() - countedAt < COUNT_EVERY_MS) return;
    countedAt = performance.now();
    parked = await lanes.countDocuments({ group: deps.group });
    parkedKeys.set({ group: deps.group }, parked);
  }

  // Nearly always nothing is parked, and every look is a query.
  async function untilNextLook(): Promise<void> {
    idling = new AbortController();
    if (parked > 0) return await pause(LOOK_EVERY_MS, stopping.signal);
    await pause(IDLE_LOOK_MS, AbortSignal.any([stopping.signal, idling.signal]));
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await count();
        if (deps.isHeld() || !(await releaseSome(deps, work))) await untilNextLook();
      } catch (error) {
        deps.logger.warn({ err: error, group: deps.group }, 'parked messages cannot be tried now');
        await pause(1_000, stopping.signal);
      }
    }
  }

  const ended = loop();
  return {
    wake() {
      parked = Math.max(parked, 1);
      idling.abort();
    },
    isFull: () => parked >= PARKED_MAX,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Answers whether it found any lane to try. */
async function releaseSome<S, C>(
  deps: ReleaseDeps<S, C>,
  work: Work<Item, S, C>,
): Promise<boolean> {
  const holder = randomUUID();
  const claimed = await claim(deps, holder);
  if (claimed.length === 0) return false;
  const heads = new Map<Item, Head>();
  try {
    for (const lane of claimed) {
      const head = await headOf(deps, lane);
      if (head !== undefined) heads.set(head.item, head);
    }
    const aside = releasing(deps, { heads, holder });
    const describe = (item: Item) => consumerWords(item, deps.group);
    const options = { aside, traceparent: traceOf, describe };
    const results = await deps.executor.execute(work, [...heads.keys()], options);
    for (const result of results) countError(deps.group, result);
  } finally {
    // Whatever was neither done nor put off, because something is down, is for anyone again.
    await lanesOf(deps.connection).updateMany(
      { claimedBy: holder },
      { $set: { claimedBy: null, claimedUntil: new Date(0) } },
    );
  }
  return true;
}

async function claim(deps: ParkingDeps, holder: string): Promise<readonly Lane[]> {
  const lanes = lanesOf(deps.connection);
  const now = deps.now();
  const due = { group: deps.group, nextAt: { $lte: now }, claimedUntil: { $lte: now } };
  const found = await lanes
    .find(due, { projection: { _id: 1 }, sort: { nextAt: 1 }, limit: LANES_MAX })
    .toArray();
  if (found.length === 0) return [];
  const ids = found.map(({ _id }) => _id);
  await lanes.updateMany(
    { _id: { $in: ids }, ...due },
    { $set: { claimedBy: holder, claimedUntil: new Date(now.getTime() + CLAIM_MS) } },
  );
  return await lanes
    .find({ _id: { $in: ids }, claimedBy: holder }, { projection: { messages: { $slice: 1 } } })
    .toArray();
}

async function headOf<S, C>(deps: ReleaseDeps<S, C>, lane: Lane): Promise<Head | undefined> {
  const [message] = lane.messages;
  if (message === undefined) return undefined;
  const read = await readRecord(toRaw(lane, message), deps.group, deps.codec);
  return { lane, message, item: { ...read, id: message.id, lane: lane._id } };
}
