import { type Executor, verdictFor, type Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import {
  decidePlaceholder,
  NO_PLACEHOLDER,
  type Placeholder,
  type PlaceholderCommand,
  type PlaceholderEvent,
} from '../domain/placeholder.ts';
import type { PlaceholderBook } from '../domain/ports.ts';
import type { PlaceholderRow, Rows } from './rows.ts';

interface Touched {
  readonly placeholders: Map<string, Placeholder>;
  /** The numbers whose owners have an account or are being registered. */
  readonly taken: ReadonlySet<string>;
  readonly changed: Set<string>;
}

type PlaceholderWork = Work<PlaceholderCommand, Touched, PlaceholderEvent>;

export interface PlaceholderParts {
  readonly rows: Rows;
  readonly rules: { readonly processingWindowMs: number };
}

/** The numbers that KasPro knows before their owners are customers, changed through the one loop. */
export function createPlaceholderBook(
  executor: Executor,
  { rows, rules }: PlaceholderParts,
): PlaceholderBook {
  const work: PlaceholderWork = {
    name: 'placeholders',
    load: (commands, session) => load(rows, commands, session),
    decide(command, { placeholders, taken }, { now }) {
      const { phoneHash } = command;
      const moment = { now: now.getTime(), ...rules, isTaken: taken.has(phoneHash) };
      const state = placeholders.get(phoneHash) ?? NO_PLACEHOLDER;
      const event = decidePlaceholder(command, state, moment);
      return { status: 'done', changes: event ? [event] : [], publish: [] };
    },
    evolve({ placeholders, changed }, { phoneHash, placeholder }) {
      placeholders.set(phoneHash, placeholder);
      changed.add(phoneHash);
    },
    save: (touched, session) => save(rows, touched, session),
  };
  return {
    async change(command) {
      const result = verdictFor(await executor.execute(work, [command]));
      return result.status === 'done' && result.changes.length > 0;
    },
    async find(phoneHash) {
      const row = await rows.placeholders.findOne({ _id: phoneHash });
      const owner = await rows.customers.findOne(
        { phoneHash },
        { projection: { accounts: 1, registration: 1 } },
      );
      const placeholder = row ? toPlaceholder(row) : NO_PLACEHOLDER;
      const isRegistered = owner !== null && owner.accounts.length > 0;
      return { placeholder, isRegistered, isBeingRegistered: owner?.registration !== undefined };
    },
  };
}

async function load(
  rows: Rows,
  commands: readonly PlaceholderCommand[],
  session: ClientSession,
): Promise<Touched> {
  const phones = commands.map(({ phoneHash }) => phoneHash);
  const found = await rows.placeholders.find({ _id: { $in: phones } }, { session }).toArray();
  const taking = [{ 'accounts.0': { $exists: true } }, { registration: { $exists: true } }];
  const owners = await rows.customers
    .find({ phoneHash: { $in: phones }, $or: taking }, { session, projection: { phoneHash: 1 } })
    .toArray();
  return {
    placeholders: new Map(found.map((row) => [row._id, toPlaceholder(row)])),
    taken: new Set(owners.map(({ phoneHash }) => phoneHash)),
    changed: new Set(),
  };
}

async function save(rows: Rows, touched: Touched, session: ClientSession): Promise<void> {
  const writes = [...touched.changed].map((_id) => {
    const { status, attempt, since } = touched.placeholders.get(_id) ?? NO_PLACEHOLDER;
    const $set = { status, attempt, since: new Date(since) };
    return { updateOne: { filter: { _id }, update: { $set }, upsert: true } };
  });
  if (writes.length > 0) await rows.placeholders.bulkWrite(writes, { session });
}

/** A row that a registration alone has touched has no status yet. */
export function toPlaceholder(row: PlaceholderRow): Placeholder {
  const { status, attempt, since } = row;
  if (status === undefined || attempt === undefined || since === undefined) return NO_PLACEHOLDER;
  return { status, attempt, since: since.getTime() };
}
