// One batch of one partition, as kafkajs hands it over. Nothing may throw into kafkajs: a TypeError
// ends its consumer for good, anything else restarts it for ever. So this either settles messages
// and says up to where, or waits in place for what is missing and settles nothing.
import type { AnyEvent, Codec } from '@angkutan/events';
import type { Logger } from '@angkutan/telemetry';
import type { EachBatchPayload } from 'kafkajs';
import { GROUP_MAX, type Coalescer } from './coalesce.ts';
import { countError } from './errors.ts';
import { hasMessage, type Item, type RawRecord } from './item.ts';
import { HEARTBEAT_MS } from './kafka.ts';
import { consumerLag, handled, paused } from './measures.ts';
import type { Offsets } from './offsets.ts';
import { announcedType, rawOf, readRecord } from './read-record.ts';
import { pause, untilAborted } from './stopping.ts';
import type { Result } from './work.ts';

/** How long one partition may hold up the others of its broker. */
const TIME_BOX_MS = 500;
/** How long to wait in place before a dependency is tried again. */
const PAUSE_MS = 1_000;

export interface BatchDeps {
  readonly group: string;
  readonly codec: Pick<Codec, 'decode'>;
  readonly coalescer: Coalescer<Item, unknown>;
  readonly offsets: Offsets;
  readonly logger: Logger;
  /** No more groups are begun. */
  readonly stopping: AbortSignal;
  /** Nobody waits for the groups under way any more. */
  readonly givenUp: AbortSignal;
  /** Event types of interest; undefined is all. */
  readonly types: ReadonlySet<string> | undefined;
  /** Whether an event of those types is of interest. */
  readonly isWanted: (event: AnyEvent) => boolean;
  /** Whether a person has stopped it. */
  readonly isHeld: () => boolean;
  /** Whether too much is parked to take more. */
  readonly isFull: () => boolean;
}

export function batchHandler(deps: BatchDeps): (payload: EachBatchPayload) => Promise<void> {
  const { group, offsets, logger, stopping, givenUp } = deps;
  let waiting = false;

  async function wait(error: unknown): Promise<void> {
    if (!waiting)
      logger.error({ err: error, code: 'AKT_CONSUMER_PAUSED', group }, 'consumer waits');
    waiting = true;
    paused.set({ group }, 1);
    await pause(PAUSE_MS, stopping);
  }

  function goOn(): void {
    if (waiting) logger.info({ group }, 'consumer goes on');
    waiting = false;
    paused.set({ group }, 0);
  }

  function resolve(payload: EachBatchPayload, { offset }: RawRecord): void {
    if (payload.isStale()) return;
    const { topic, partition, highWatermark } = payload.batch;
    payload.resolveOffset(offset);
    offsets.settled(topic, partition, offset);
    const lag = BigInt(highWatermark) - 1n - BigInt(offset);
    consumerLag.set({ group, topic, partition }, Number(lag));
  }

  async function settleAll(payload: EachBatchPayload, mayGoOn: () => boolean): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    for (let from = 0; from < messages.length && mayGoOn(); from += GROUP_MAX) {
      if (deps.isHeld()) return await wait(new Error('AKT_CONSUMER_HELD: an operator holds it'));
      if (deps.isFull()) return await wait(new Error('AKT_PARKED_FULL: too many keys are parked'));
      const raws = messages
        .slice(from, from + GROUP_MAX)
        .map((one) => rawOf(topic, partition, one));
      const { settled, error } = await settle(deps, raws);
      const last = raws[settled - 1];
      if (last !== undefined) resolve(payload, last);
      if (settled < raws.length) return await wait(error);
      goOn();
    }
  }

  return async (payload) => {
    const beat = startBeat(payload.heartbeat);
    const end = performance.now() + TIME_BOX_MS;
    const stopped = (): boolean => stopping.aborted || beat.lost() || !payload.isRunning();
    const mayGoOn = () => !stopped() && !payload.isStale() && performance.now() < end;
    try {
      await untilAborted(settleAll(payload, mayGoOn), givenUp);
    } catch (error) {
      countError(group, { status: 'unavailable', error });
      await wait(error);
    } finally {
      beat.stop();
    }
  };
}

/** How many of the records are settled, from the first one on, and why not all. */
async function settle(
  deps: BatchDeps,
  raws: readonly RawRecord[],
): Promise<{ settled: number; error?: unknown }> {
  const items: (Item | undefined)[] = [];
  for (const raw of raws) items.push(await read(deps, raw));
  const wanted = items.filter((item) => item !== undefined);
  const results = wanted.length === 0 ? [] : await deps.coalescer.submit(wanted);
  const resultOf = new Map(wanted.map((item, index) => [item, results[index]]));
  for (const [settled, item] of items.entries()) {
    const result = item && resultOf.get(item);
    if (result) countError(deps.group, result);
    if (result?.status === 'unavailable') return { settled, error: result.error };
    count(deps.group, result);
  }
  return { settled: raws.length };
}

async function read(deps: BatchDeps, raw: RawRecord): Promise<Item | undefined> {
  const type = announcedType(raw);
  if (deps.types !== undefined && type !== undefined && !deps.types.has(type)) return undefined;
  const item = await readRecord(raw, deps.group, deps.codec);
  return hasMessage(item) && !deps.isWanted(item.content.message.event) ? undefined : item;
}

function count(group: string, result: Result<unknown> | undefined): void {
  handled.inc({ group, result: result?.status ?? 'not-for-us' });
}

interface Beat {
  /** Whether the group is rebalancing, so that these messages may be another's by now. */
  lost(): boolean;
  stop(): void;
}

// A handler that is slower than its session would be run again beside itself.
function startBeat(heartbeat: () => Promise<void>): Beat {
  let lost = false;
  const beat = (): void => void heartbeat().catch(() => (lost = true));
  const timer = setInterval(beat, HEARTBEAT_MS / 2);
  return { lost: () => lost, stop: () => clearInterval(timer) };
}
