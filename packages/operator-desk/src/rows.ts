/** The collections of approvals and of the audit, in the database of the service whose acts they are. */
import type { Act, Approval, AuditRow } from '@angkutan/approvals';
import { prepareModels } from '@angkutan/mongo';
import { type ClientSession, type Connection, type mongo, Schema } from 'mongoose';

export type ApprovalRow<A extends Act> = Approval<A> & { readonly _id: string };

export interface ApprovalRows<A extends Act> {
  readonly approvals: mongo.Collection<ApprovalRow<A>>;
  readonly audit: mongo.Collection<AuditRow & { readonly _id: string }>;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;
const options = {
  strict: 'throw',
  versionKey: false,
  autoCreate: false,
  autoIndex: false,
} as const;

const approvalSchema = new Schema(
  {
    _id: text,
    approvalId: text,
    act: { type: Schema.Types.Mixed, required: true },
    reason: text,
    askedBy: text,
    traceparent: String,
    askedAt: moment,
    status: text,
    decidedBy: String,
    decidedAt: Date,
    decisionReason: String,
    refusal: String,
  },
  options,
);
approvalSchema.index({ askedAt: 1 }, { partialFilterExpression: { status: 'WAITING' } });

/** Append-only. */
const auditSchema = new Schema(
  {
    _id: text,
    auditId: text,
    at: moment,
    actor: text,
    step: text,
    act: text,
    subject: text,
    reason: text,
    approvalId: String,
  },
  options,
);
auditSchema.index({ at: 1, _id: 1 });
auditSchema.index({ subject: 1 });

/** Opens the collections and their indexes; safe at every start of every instance. */
export async function openApprovalRows<A extends Act>(
  connection: Connection,
): Promise<ApprovalRows<A>> {
  await prepareModels(
    connection.model('Approval', approvalSchema, 'approvals'),
    connection.model('Audit', auditSchema, 'audit'),
  );
  const db = connection.getClient().db(connection.name);
  return { approvals: db.collection('approvals'), audit: db.collection('audit') };
}

/** The approvals of these ids, by id; those that are not there are not in the answer. */
export async function loadApprovals<A extends Act>(
  { approvals }: ApprovalRows<A>,
  ids: readonly string[],
  session: ClientSession,
): Promise<Map<string, Approval<A>>> {
  if (ids.length === 0) return new Map();
  const found = await approvals.find({ _id: { $in: [...ids] } }, { session }).toArray();
  return new Map(found.map((row) => [row._id, row]));
}

/** Writes what was decided on approvals, in the transaction that does the acts. */
export async function saveApprovals<A extends Act>(
  rows: ApprovalRows<A>,
  changed: { readonly approvals: readonly Approval<A>[]; readonly audit: readonly AuditRow[] },
  session: ClientSession,
): Promise<void> {
  const writes = changed.approvals.map((approval): mongo.AnyBulkWriteOperation<ApprovalRow<A>> => ({
    replaceOne: { filter: { _id: approval.approvalId }, replacement: approval, upsert: true },
  }));
  if (writes.length > 0) await rows.approvals.bulkWrite(writes, { session, ordered: false });
  const audit = changed.audit.map((row) => ({ ...row, _id: row.auditId }));
  if (audit.length > 0) await rows.audit.insertMany(audit, { session, ordered: false });
}
