import type { SchemaEntry, SchemaStore } from '@angkutan/events';
import type { Connection } from 'mongoose';
import { SCHEMAS } from './collections.ts';

interface SchemaDocument {
  readonly _id: string;
  readonly id: number;
  readonly schema: string;
}

/** Keeps the registry's ids in the service's database, for starts while the registry is down. */
export function createSchemaStore(connection: Connection): SchemaStore {
  const schemas = connection.collection<SchemaDocument>(SCHEMAS);
  return {
    async load() {
      const rows = await schemas.find().toArray();
      return rows.map(({ _id, id, schema }): SchemaEntry => ({ fingerprint: _id, id, schema }));
    },
    async save({ fingerprint, id, schema }) {
      await schemas.replaceOne({ _id: fingerprint }, { id, schema }, { upsert: true });
    },
  };
}
