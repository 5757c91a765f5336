import type { Rules } from '@angkutan/rules';
import { type ClientSession, type Connection, Schema } from 'mongoose';

/** The whole table at rest; amounts are Longs in whole rupiah. */
interface Row {
  readonly _id: string;
  /** In the order in which they were added or told of. */
  readonly versions: readonly Rules[];
}

const TABLE = 'table';
const schema = new Schema(
  {
    _id: { type: String, required: true },
    versions: { type: [Schema.Types.Mixed], required: true },
  },
  { strict: 'throw', versionKey: false, autoCreate: false, autoIndex: false },
);

export interface RulesStore {
  /** The versions that were added, in the order of their starts. */
  load(tx?: ClientSession): Promise<readonly Rules[]>;
  /**
   * Adds what is in `after` and was not in `before`, the versions as they were loaded in this transaction.
   * @throws AKT_RULES_GUARD when another has added one since: the snapshot makes that impossible, and money wants two locks
   */
  save(before: readonly Rules[], after: readonly Rules[], tx: ClientSession): Promise<void>;
}

/** Opens the collection; safe at every start of every instance. */
export async function openRulesStore(connection: Connection): Promise<RulesStore> {
  await connection.model('Rules', schema, 'rules').createCollection();
  const rows = connection.getClient().db(connection.name).collection<Row>('rules');
  // There from the start: two transactions that each had to make it would not meet in it.
  await rows.updateOne({ _id: TABLE }, { $setOnInsert: { versions: [] } }, { upsert: true });
  return {
    async load(session) {
      const row = await rows.findOne({ _id: TABLE }, session ? { session } : {});
      return (row?.versions ?? []).toSorted(byStart);
    },
    async save(before, after, session) {
      const versions = after.filter((one) => !before.includes(one));
      if (versions.length === 0) return;
      const { modifiedCount } = await rows.updateOne(
        { _id: TABLE, versions: { $size: before.length } },
        { $push: { versions: { $each: versions } } },
        { session },
      );
      if (modifiedCount !== 1) throw new Error('AKT_RULES_GUARD: the table has changed meanwhile');
    },
  };
}

const byStart = (a: Rules, b: Rules): number => a.validFrom.getTime() - b.validFrom.getTime();
