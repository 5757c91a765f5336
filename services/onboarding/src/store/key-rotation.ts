import { UnsealableError } from '@angkutan/events';
import type { KeyRotation } from '../domain/personal-data.ts';
import { createMasterKeys, masterKeyId, type MasterKeys } from './master-keys.ts';
import type { CustomerRow, Rows } from './rows.ts';

type Keyed = Pick<CustomerRow, '_id' | 'identity'>;

/**
 * Wraps the customers' keys anew. Each row is one guarded write: what a service, an erasure or a twin
 * of this command has changed since it was read stays as it is. The sealed fields are not touched.
 */
export function createKeyRotation(
  { customers }: Pick<Rows, 'customers'>,
  { current, previous }: { readonly current: Buffer; readonly previous: Buffer },
): KeyRotation {
  const keys = createMasterKeys(current, previous);
  const left = { 'identity.masterKey': { $ne: keys.currentId } };
  return {
    from: masterKeyId(previous),
    to: keys.currentId,
    counts: async () => ({
      total: await customers.countDocuments({}),
      left: await customers.countDocuments(left),
    }),
    async rewrap(after, limit) {
      const page = await customers
        .find({ ...left, _id: { $gt: after } }, { projection: { identity: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      const unopened: string[] = [];
      const writes = page.flatMap((row) => {
        const write = rewrapped(keys, row);
        if (!write) unopened.push(row._id);
        return write ?? [];
      });
      const { modifiedCount } =
        writes.length > 0 ? await customers.bulkWrite(writes) : { modifiedCount: 0 };
      return { last: page.at(-1)?._id, rewrapped: modifiedCount, unopened };
    },
  };
}

function rewrapped(keys: MasterKeys, { _id, identity }: Keyed) {
  try {
    const { masterKey, dataKey } = keys.wrap(_id, keys.unwrap(_id, identity));
    const filter = { _id, 'identity.dataKey': identity.dataKey };
    const $set = { 'identity.masterKey': masterKey, 'identity.dataKey': dataKey };
    return { updateOne: { filter, update: { $set } } };
  } catch (error) {
    if (error instanceof UnsealableError) return undefined;
    throw error;
  }
}
