/** What handing dead letters back would do, found out by deciding them without writing anything. */
import type { Codec } from '@angkutan/events';
import { inTransaction } from '@angkutan/mongo';
import { newTraceparent } from '@angkutan/telemetry';
import type { ClientSession, Connection } from 'mongoose';
import { type DeadLetter, deadLettersOf, rawRecordOf } from './dead-letters.ts';
import { hasMessage, type Item, overItems } from './item.ts';
import { behindDead } from './letter-order.ts';
import { lanesOf } from './parked.ts';
import { readRecord } from './read-record.ts';
import type { Message, Move, Verdict, Work } from './work.ts';

export interface Preview {
  readonly id: string;
  /**
   * - `would-run`: it would be decided as `outcome` says;
   * - `behind-parked-key`: it would go before what waits behind its key, so what follows is not foreseen;
   * - `behind-dead-letter`: an earlier message of its key is dead and not among these: it would not run;
   * - `not-dead`: handled, handed back or dropped already, or unknown.
   */
  readonly status: 'would-run' | 'behind-parked-key' | 'behind-dead-letter' | 'not-dead';
  readonly outcome?: 'done' | 'wait' | 'refused' | 'failed';
  /** Of a refusal, a wait or an error. */
  readonly code?: string;
  /** Types of the events that it would publish. */
  readonly publishes: readonly string[];
  /** The money that it would move. */
  readonly moves: readonly Move[];
}

export interface PreviewDeps<S, C> {
  readonly connection: Connection;
  readonly codec: Pick<Codec, 'decode'>;
  readonly group: string;
  readonly work: Work<Message, S, C>;
}

/** In the order of the topics; several of one key see one another's effects. Writes nothing. */
export async function preview<S, C>(
  deps: PreviewDeps<S, C>,
  ids: readonly string[],
): Promise<readonly Preview[]> {
  const { connection, group, codec } = deps;
  const letters = await deadLettersOf(connection)
    .find({ _id: { $in: [...ids] }, group, status: 'DEAD' })
    .sort({ topic: 1, partition: 1, offset: 1 })
    .toArray();
  const dead = new Set(letters.map(({ _id }) => _id));
  const gone = ids.filter((id) => !dead.has(id)).map((id) => without(id, 'not-dead'));
  const items: [DeadLetter, Item][] = [];
  for (const letter of letters) {
    items.push([letter, await readRecord(rawRecordOf(letter), group, codec)]);
  }
  const seen = await inTransaction(connection, (tx) => foresee(deps, items, tx));
  return [...seen, ...gone];
}

async function foresee<S, C>(
  { connection, work: ofMessages }: PreviewDeps<S, C>,
  items: readonly [DeadLetter, Item][],
  tx: ClientSession,
): Promise<readonly Preview[]> {
  const stops = await stopsOf(
    connection,
    items.map(([letter]) => letter),
    tx,
  );
  const open = items.filter(([{ _id }]) => stops.get(_id) !== 'behind-dead-letter');
  const work = overItems(ofMessages);
  const state = await work.load(open.map(([, item]) => item).filter(hasMessage), tx);
  const context = { now: new Date(), shard: 0 };
  // Nothing of this is written, so nothing will ever be found in it.
  const trace = newTraceparent();
  return items.map(([{ _id }, item]) => {
    const stop = stops.get(_id);
    if (stop === 'behind-dead-letter') return without(_id, stop);
    const status = stop ?? 'would-run';
    try {
      const verdict = work.decide(item, state, context);
      const changes = verdict.status === 'done' ? verdict.changes : [];
      for (const change of changes) work.evolve(state, change, trace);
      const moves = changes.flatMap((change) => work.moves?.(change) ?? []);
      return { id: _id, status, ...told(verdict), moves };
    } catch {
      return { id: _id, status, outcome: 'failed', publishes: [], moves: [] };
    }
  });
}

type Stop = 'behind-parked-key' | 'behind-dead-letter';

async function stopsOf(
  connection: Connection,
  letters: readonly DeadLetter[],
  session: ClientSession,
): Promise<ReadonlyMap<string, Stop>> {
  const lanes = letters.map(({ lane }) => lane);
  const behind = await behindDead(connection, letters, session);
  const parked = await lanesOf(connection)
    .find({ _id: { $in: lanes } }, { session, projection: { _id: 1 } })
    .toArray();
  const isParked = new Set(parked.map(({ _id }) => _id));
  const stops = new Map<string, Stop>();
  for (const { _id, lane } of letters) {
    if (behind.has(_id)) stops.set(_id, 'behind-dead-letter');
    else if (isParked.has(lane)) stops.set(_id, 'behind-parked-key');
  }
  return stops;
}

const without = (id: string, status: Preview['status']): Preview => ({
  id,
  status,
  publishes: [],
  moves: [],
});

function told<C>(verdict: Verdict<C>): Pick<Preview, 'outcome' | 'code' | 'publishes'> & {
  readonly outcome: 'done' | 'wait' | 'refused';
} {
  switch (verdict.status) {
    case 'done':
      return { outcome: 'done', publishes: verdict.publish.map(({ type }) => type) };
    case 'wait':
      return { outcome: 'wait', code: verdict.reason, publishes: [] };
    case 'refused':
      return { outcome: 'refused', code: verdict.code, publishes: [] };
  }
}
