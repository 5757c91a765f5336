/** What reconciliation keeps: a report a day, and the breaks. */
import { prepareModels } from '@angkutan/mongo';
import { type Connection, type mongo, Schema } from 'mongoose';
import type { Break } from '../domain/break.ts';
import type { Report } from '../domain/reconciliation-report.ts';

const options = {
  strict: 'throw',
  versionKey: false,
  autoCreate: false,
  autoIndex: false,
} as const;
const text = { type: String, required: true } as const;
const money = { type: BigInt, required: true } as const;
const moment = { type: Date, required: true } as const;
const count = { type: Number, required: true } as const;

export const breakSchema = new Schema(
  {
    _id: text,
    breakId: text,
    account: text,
    class: text,
    key: text,
    ours: money,
    theirs: money,
    day: text,
    at: moment,
    firstSeenAt: moment,
    lastSeenAt: moment,
    owner: text,
    status: text,
    note: String,
    resolution: String,
    corrections: Number,
  },
  options,
);
breakSchema.index({ account: 1, at: 1 });
breakSchema.index({ firstSeenAt: 1 }, { partialFilterExpression: { status: 'OPEN' } });
breakSchema.index({ day: 1 });
breakSchema.index({ key: 1 });

const reportSchema = new Schema(
  {
    _id: text,
    day: text,
    status: text,
    requestedBy: text,
    requestedAt: moment,
    holder: String,
    heldUntil: Date,
    endedAt: Date,
    accounts: count,
    unread: [String],
    matched: count,
    late: count,
    inFlight: count,
    differences: { type: Schema.Types.Mixed, required: true },
  },
  { ...options, minimize: false },
);

export type BreakRow = Break & { readonly _id: string };
export interface ReportRow extends Report {
  readonly _id: string;
  /** Whose run it is, and until when nobody else may take it. */
  readonly holder?: string;
  readonly heldUntil?: Date;
}

export interface ReconciliationRows {
  readonly breaks: mongo.Collection<BreakRow>;
  readonly reports: mongo.Collection<ReportRow>;
}

/** Opens the reports; the breaks are among the wallet's own rows, for operators' acts change them too. */
export async function openReconciliationRows(connection: Connection): Promise<ReconciliationRows> {
  const model = connection.model('Reconciliation', reportSchema, 'reconciliations');
  await prepareModels(model);
  const db = connection.getClient().db(connection.name);
  return { breaks: db.collection('breaks'), reports: db.collection('reconciliations') };
}
