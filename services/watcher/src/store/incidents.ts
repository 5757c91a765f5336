/** What the watcher remembers over its own restarts. */
import { type ApprovalRows, openApprovalRows } from '@angkutan/operator-desk';
import { prepareModels } from '@angkutan/mongo';
import { type Connection, type mongo, Schema } from 'mongoose';
import type { Incident } from '../domain/incident.ts';

/** How long an incident that has ended can be looked up. */
const KEPT_S = 30 * 86_400;

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;
const figure = { type: Number, required: true } as const;
const schema = new Schema(
  {
    _id: text,
    incidentId: text,
    signature: text,
    severity: text,
    subject: text,
    since: moment,
    lastAt: moment,
    endedAt: Date,
    value: figure,
    threshold: figure,
    runbook: text,
    act: { _id: false, name: String, state: String, attempts: Number, at: Date },
    quiet: figure,
  },
  { strict: 'throw', versionKey: false, autoCreate: false, autoIndex: false },
);
schema.index({ endedAt: 1 }, { expireAfterSeconds: KEPT_S });
schema.index({ since: -1 });

type Row = Incident & { readonly _id: string };

export interface Incidents {
  open(): Promise<readonly Incident[]>;
  /** The latest to have ended, newest first. */
  ended(max: number): Promise<readonly Incident[]>;
  save(incidents: readonly Incident[]): Promise<void>;
  /** Who acted on what. */
  readonly rows: Pick<ApprovalRows<never>, 'audit'>;
}

/** Opens the collections and their indexes; safe at every start. */
export async function openIncidents(connection: Connection): Promise<Incidents> {
  const model = connection.model('Incident', schema, 'incidents');
  await prepareModels(model);
  const rows: mongo.Collection<Row> = connection
    .getClient()
    .db(connection.name)
    .collection('incidents');
  return {
    rows: await openApprovalRows<never>(connection),
    open: async () => (await rows.find({ endedAt: { $exists: false } }).toArray()).map(fromRow),
    ended: async (max) => {
      const found = rows.find({ endedAt: { $exists: true } }).sort({ endedAt: -1 });
      return (await found.limit(max).toArray()).map(fromRow);
    },
    async save(incidents) {
      if (incidents.length === 0) return;
      await rows.bulkWrite(
        incidents.map((one) => ({
          replaceOne: { filter: { _id: one.incidentId }, replacement: one, upsert: true },
        })),
      );
    },
  };
}

/** The driver reads numbers as bigints where they are long. */
function fromRow({ _id, ...row }: Row): Incident {
  const { act, value, threshold, quiet } = row;
  return {
    ...row,
    value: Number(value),
    threshold: Number(threshold),
    quiet: Number(quiet),
    ...(act && { act: { ...act, attempts: Number(act.attempts) } }),
  };
}
