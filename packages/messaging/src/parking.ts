import type { ClientSession, Connection } from 'mongoose';
import { type Logger, traceFields } from '@angkutan/telemetry';
import type { Aside, Outcome } from './aside.ts';
import { errorStory, schemaIdOf, type Story } from './dead-letter.ts';
import { giveUp, type GivenUp } from './dead-letters.ts';
import { type Item, traceOf } from './item.ts';
import { causeOf } from './cause.ts';
import { lanesOf, type Lane, type ParkedWhy } from './parked.ts';
import { sizeOf, toParked } from './parked-message.ts';

/** How many messages of one key may wait; further ones are dead-lettered by name. */
export const PARKED_PER_KEY_MAX = 500;
/** And how many bytes, for a lane is one document of at most 16 MiB. */
const PARKED_BYTES_PER_KEY_MAX = 8 * 1024 * 1024;
/** The pause before the first try of what is parked. */
export const FIRST_TRY_MS = 100;

export interface ParkingDeps {
  readonly connection: Connection;
  readonly group: string;
  readonly codeVersion: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * What a consumer does with messages that are not done. A message that waits or fails opens a lane
 * for its key; later ones of the key go behind it, until the lane is empty again. What is refused,
 * and what finds its lane full, goes to the dead letters.
 */
export function parkingOf(deps: ParkingDeps): Aside<Item> {
  const lanes = lanesOf(deps.connection);
  return {
    laneOf: (item) => item.lane,

    async closed(items, tx) {
      const ids = [...new Set(items.map(({ lane }) => lane))];
      const found = await lanes
        .find({ _id: { $in: ids } }, { session: tx, projection: { _id: 1 } })
        .toArray();
      const closed = new Set(found.map(({ _id }) => _id));
      return new Set(items.filter(({ lane }) => closed.has(lane)));
    },

    async keep(outcomes, tx) {
      const refused = outcomes.flatMap((outcome) => refusal(deps, outcome));
      const parked = Map.groupBy(
        outcomes.filter(({ result }) => ['wait', 'failed'].includes(result.status)),
        ({ message }) => message.lane,
      );
      const full: GivenUp[] = [];
      for (const arrivals of parked.values()) full.push(...(await park(deps, arrivals, tx)));
      return await giveUp(deps.connection, [...refused, ...full], tx);
    },
  };
}

function refusal(deps: ParkingDeps, { message, result }: Outcome<Item>): GivenUp[] {
  if (result.status !== 'refused') return [];
  deps.logger.error({ code: result.code, ...whereOf(message) }, 'message dead-lettered: refused');
  const told = { errorClass: 'Refused', code: result.code, text: result.detail };
  return [{ item: message, story: { ...story(deps), ...told } }];
}

async function park(
  deps: ParkingDeps,
  arrivals: readonly Outcome<Item>[],
  tx: ClientSession,
): Promise<readonly GivenUp[]> {
  const [first] = arrivals;
  if (first === undefined) return [];
  const lanes = lanesOf(deps.connection);
  const { lane: _id, raw } = first.message;
  const lane = await lanes.findOne({ _id }, { session: tx, projection: { count: 1, bytes: 1 } });
  const { fit, rest } = whatFits(
    lane,
    arrivals.map(({ message }) => message),
  );
  const now = deps.now();
  const messages = fit.map((item) => toParked(item, now));
  const bytes = fit.reduce((sum, { raw: { value } }) => sum + sizeOf(value), 0);
  const opening: Omit<Lane, '_id' | 'messages' | 'count' | 'bytes'> = {
    group: deps.group,
    topic: raw.topic,
    key: raw.key?.toString() ?? '',
    attempts: first.result.status === 'failed' ? 1 : 0,
    tries: 1,
    reason: reasonOf(first),
    why: whyOf(deps, first),
    nextAt: new Date(now.getTime() + FIRST_TRY_MS),
    claimedBy: null,
    claimedUntil: new Date(0),
  };
  await lanes.updateOne(
    { _id },
    {
      $push: { messages: { $each: messages } },
      $inc: { count: messages.length, bytes },
      $setOnInsert: opening,
    },
    { session: tx, upsert: true },
  );
  for (const outcome of arrivals) if (!outcome.behind) tell(deps, outcome);
  return rest.map((item) => tooMany(deps, item));
}

function whatFits(
  lane: Pick<Lane, 'count' | 'bytes'> | null,
  items: readonly Item[],
): { fit: readonly Item[]; rest: readonly Item[] } {
  let count = lane?.count ?? 0;
  let bytes = lane?.bytes ?? 0;
  const end = items.findIndex(({ raw }) => {
    count += 1;
    bytes += sizeOf(raw.value);
    return count > PARKED_PER_KEY_MAX || bytes > PARKED_BYTES_PER_KEY_MAX;
  });
  return end < 0 ? { fit: items, rest: [] } : { fit: items.slice(0, end), rest: items.slice(end) };
}

function tooMany(deps: ParkingDeps, item: Item): GivenUp {
  const code = 'AKT_PARKED_KEY_FULL';
  deps.logger.error(
    { code, ...whereOf(item) },
    'message dead-lettered: too many wait behind its key',
  );
  const text = `more than ${PARKED_PER_KEY_MAX} messages or 8 MiB wait behind this key`;
  return { item, story: { ...story(deps), errorClass: 'Refused', code, text } };
}

function tell(deps: ParkingDeps, { message, result }: Outcome<Item>): void {
  const where = { ...whereOf(message) };
  if (result.status === 'failed') {
    deps.logger.error(
      { err: result.error, code: 'AKT_MESSAGE_FAILED', ...where },
      'message parked',
    );
  } else if (result.status === 'wait') {
    deps.logger.info({ reason: result.reason, ...where }, 'message parked');
  }
}

function story(deps: ParkingDeps): Omit<Story, 'errorClass' | 'code' | 'text'> {
  const { group, codeVersion, now } = deps;
  return { group, codeVersion, attempts: 1, firstFailureAt: now() };
}

export function reasonOf({ result }: Outcome<Item>): string {
  if (result.status === 'wait') return result.reason;
  return result.status === 'failed' ? errorStory(result.error).code : result.status;
}

/** Why it waits or failed, with what it was written in and who tried it. */
export function whyOf(
  { group, codeVersion }: Pick<ParkingDeps, 'group' | 'codeVersion'>,
  outcome: Outcome<Item>,
): ParkedWhy {
  const { message, result } = outcome;
  const failed = result.status === 'failed' ? errorStory(result.error) : undefined;
  const why = {
    errorClass: failed?.errorClass ?? 'Waited',
    code: reasonOf(outcome),
    frames: failed?.frames ?? [],
    schemaId: schemaIdOf(message.raw.value) ?? null,
    codeVersion,
  };
  return { ...why, cause: causeOf(group, why) };
}

/** Which message a line is about, and in which trace. */
export function whereOf(item: Item): Record<string, string | number> {
  const { topic, partition, offset } = item.raw;
  return { topic, partition, offset, ...traceFields(traceOf(item)) };
}
