import { randomUUID } from 'node:crypto';
import { prepareModels } from '@angkutan/mongo';
import { type ClientSession, type Connection, type mongo, Schema } from 'mongoose';
import type { Instruction, InstructionStatus } from './instruction.ts';
import { fromRow, type Row, toRow } from './row.ts';
import { sweep } from './sweep.ts';

const schema = new Schema(
  {
    _id: { type: String, required: true },
    requestId: { type: String, required: true },
    purpose: { type: String, required: true },
    from: { type: String, required: true },
    to: { type: String, required: true },
    amount: { type: BigInt, required: true },
    status: { type: String, required: true },
    attempt: { type: Number, required: true },
    acknowledged: { type: Boolean, required: true },
    sentAt: Date,
    enquiries: { type: Number, required: true },
    nextAt: { type: Date, required: true },
    providerReference: String,
    serviceFee: BigInt,
    expiresAt: Date,
    reason: String,
    calls: [Schema.Types.Mixed],
    traceparent: String,
    claim: String,
  },
  { strict: 'throw', versionKey: false, autoCreate: false, autoIndex: false },
);
const STORY_MAX = 500;
const OPEN: readonly InstructionStatus[] = ['SENDING', 'IN_PROCESS', 'UNKNOWN', 'MANUAL'];
/** Those in which there is something left to do. */
export const UNENDED: readonly InstructionStatus[] = ['READY', ...OPEN];
// Final instructions are nearly all there are; the workers' index holds only those with something left to do.
schema.index(
  { status: 1, nextAt: 1 },
  { partialFilterExpression: { status: { $in: [...UNENDED] } } },
);
schema.index({ requestId: 1 });
// Who has only KasPro's word for a transfer finds its story by it.
schema.index({ providerReference: 1 }, { sparse: true });

export interface InstructionStore {
  load(references: readonly string[], tx: ClientSession): Promise<Instruction[]>;
  /** Writes new and changed instructions in the transaction that decided on them. */
  save(changed: Iterable<InstructionChange>, tx: ClientSession): Promise<void>;
  /** Moves up to `limit` due READY rows to SENDING by compare-and-set, and answers those it won. */
  claim(limit: number, now: Date, leaseMs: number): Promise<Instruction[]>;
  /** Open rows due for an enquiry; each is put off by `leaseMs`, so that one instance asks at a time. */
  dueEnquiries(limit: number, now: Date, leaseMs: number): Promise<Instruction[]>;
  /** Makes open rows due for an enquiry now, see `sweep.ts`; answers how many. */
  sweep(now: Date): Promise<number>;
  /** Rows that stand so, those sent longest ago first; for operators. */
  withStatus(status: InstructionStatus, limit: number): Promise<Instruction[]>;
  /** All of these requests, and those with these references, ours or KasPro's, whatever became of them; for a story. */
  ofRequests(ids: readonly string[]): Promise<Instruction[]>;
  /** How many rows stand in each status that is not final. */
  backlog(): Promise<Readonly<Record<string, number>>>;
  /** The same, with since when the oldest of them has been sent; for metrics. */
  standing(): Promise<readonly Standing[]>;
}

/** All rows of one status that is not final. */
export interface Standing {
  readonly status: InstructionStatus;
  readonly rows: number;
  /** When the one sent longest ago was; absent where none was sent. */
  readonly sentAt?: Date;
}

export interface InstructionChange {
  readonly instruction: Instruction;
  readonly isNew: boolean;
}

/** Opens the collection and its indexes; safe to call from every instance at every start. */
export async function openInstructionStore(connection: Connection): Promise<InstructionStore> {
  const model = connection.model('Instruction', schema, 'instructions');
  await prepareModels(model);
  const rows = connection.getClient().db(connection.name).collection<Row>('instructions');
  return {
    load: async (references, session) =>
      (await rows.find({ _id: { $in: [...references] } }, { session }).toArray()).map(fromRow),
    save: (changed, session) => save(rows, changed, session),
    claim: (limit, now, leaseMs) => claim(rows, { limit, now, leaseMs }),
    dueEnquiries: (limit, now, leaseMs) => dueEnquiries(rows, { limit, now, leaseMs }),
    sweep: (now) => sweep(rows, now),
    withStatus: async (status, limit) =>
      (await rows.find({ status }).sort({ sentAt: 1 }).limit(limit).toArray()).map(fromRow),
    ofRequests: async (ids) => {
      const named = { $in: [...ids] };
      const found = rows
        .find({ $or: [{ requestId: named }, { _id: named }, { providerReference: named }] })
        .limit(STORY_MAX);
      return (await found.toArray()).map(fromRow);
    },
    backlog: async () =>
      Object.fromEntries((await standing(rows)).map((one) => [one.status, one.rows])),
    standing: () => standing(rows),
  };
}

async function save(
  rows: mongo.Collection<Row>,
  changed: Iterable<InstructionChange>,
  session: ClientSession,
): Promise<void> {
  const writes: mongo.AnyBulkWriteOperation<Row>[] = [];
  for (const { instruction, isNew } of changed) {
    const row = toRow(instruction);
    writes.push(
      isNew
        ? { insertOne: { document: row } }
        : { replaceOne: { filter: { _id: row._id }, replacement: row } },
    );
  }
  if (writes.length > 0) await rows.bulkWrite(writes, { session, ordered: false });
}

interface Due {
  readonly limit: number;
  readonly now: Date;
  readonly leaseMs: number;
}

async function claim(rows: mongo.Collection<Row>, due: Due): Promise<Instruction[]> {
  const { limit, now, leaseMs } = due;
  const found = await rows
    .find({ status: 'READY', nextAt: { $lte: now } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .toArray();
  if (found.length === 0) return [];
  const mine = randomUUID();
  const ids = found.map((row) => row._id);
  const nextAt = new Date(now.getTime() + leaseMs);
  const claimed = { status: 'SENDING', claim: mine, sentAt: now, nextAt } as const;
  // The guard on status is the compare-and-set: a row that another instance took meanwhile stays theirs.
  const { modifiedCount } = await rows.updateMany(
    { _id: { $in: ids }, status: 'READY' },
    { $set: claimed },
  );
  // Nearly always all are ours, and are known already.
  if (modifiedCount === found.length) return found.map((row) => fromRow({ ...row, ...claimed }));
  return (await rows.find({ _id: { $in: ids }, claim: mine }).toArray()).map(fromRow);
}

async function dueEnquiries(rows: mongo.Collection<Row>, due: Due): Promise<Instruction[]> {
  const { limit, now, leaseMs } = due;
  const found = await rows
    .find({ status: { $in: [...OPEN] }, nextAt: { $lte: now } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .toArray();
  const won: Instruction[] = [];
  for (const row of found) {
    const { modifiedCount } = await rows.updateOne(
      { _id: row._id, status: row.status, nextAt: row.nextAt },
      { $set: { nextAt: new Date(now.getTime() + leaseMs) } },
    );
    if (modifiedCount === 1) won.push(fromRow(row));
  }
  return won;
}

async function standing(rows: mongo.Collection<Row>): Promise<Standing[]> {
  const found = await rows
    .aggregate<{ _id: InstructionStatus; rows: number; sentAt: Date | null }>([
      { $match: { status: { $in: [...UNENDED] } } },
      { $group: { _id: '$status', rows: { $sum: 1 }, sentAt: { $min: '$sentAt' } } },
    ])
    .toArray();
  return found.map(({ _id: status, rows: count, sentAt }) => ({
    status,
    rows: Number(count),
    ...(sentAt && { sentAt }),
  }));
}
