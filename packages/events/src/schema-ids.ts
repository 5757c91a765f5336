import { RegistryUnavailableError, UndecodableError } from './errors.ts';
import type { Registry } from './registry.ts';
import { versionOf } from './schemas.ts';

/** What the registry once said: this schema has this id. */
export interface SchemaEntry {
  /** Unique: the fingerprint of a schema of ours, or `id:7` for what was read under that id, whoever wrote it. */
  readonly fingerprint: string;
  readonly id: number;
  readonly schema: string;
}

/**
 * Where ids outlive the process, so that a restart while the registry is down still reads and writes.
 * `save` of a known fingerprint replaces it.
 */
export interface SchemaStore {
  load(): Promise<readonly SchemaEntry[]>;
  save(entry: SchemaEntry): Promise<void>;
}

/** What is asked of the registry, or of the store in its place. Answers are not kept here. */
export interface SchemaIds {
  /** @throws RegistryUnavailableError */
  idOf(fingerprint: string): Promise<number>;
  /** @throws RegistryUnavailableError, UndecodableError UNKNOWN_SCHEMA_ID */
  schemaById(id: number): Promise<string>;
}

/**
 * The registry is asked first and the store only in its absence:
 * a registry that was built anew gives other ids, and a message under an old id would be read as another event.
 */
export function createSchemaIds(registry: Registry, store?: SchemaStore): SchemaIds {
  const stored = async (
    matches: (entry: SchemaEntry) => boolean,
  ): Promise<SchemaEntry | undefined> => (await store?.load())?.find(matches);

  async function ask(fingerprint: string): Promise<number> {
    const version = versionOf(fingerprint);
    if (version === undefined) {
      throw new RegistryUnavailableError(
        'UNKNOWN_FINGERPRINT',
        `this release does not have the schema ${fingerprint}, with which an event was encoded`,
      );
    }
    const id = await registry.idOf(version.subject, version.text);
    if (id === undefined) {
      throw new RegistryUnavailableError(
        'NOT_REGISTERED',
        `${version.subject}: register the schemas`,
      );
    }
    await store?.save({ fingerprint, id, schema: version.text });
    return id;
  }

  return {
    async idOf(fingerprint) {
      try {
        return await ask(fingerprint);
      } catch (trouble) {
        const entry = await inAbsence(trouble, () => stored((e) => e.fingerprint === fingerprint));
        return entry.id;
      }
    },
    async schemaById(id) {
      try {
        const schema = await registry.schemaById(id);
        if (schema === undefined) {
          throw new UndecodableError('UNKNOWN_SCHEMA_ID', `no schema has id ${id}`, {
            schemaId: id,
          });
        }
        await store?.save({ fingerprint: `id:${id}`, id, schema });
        return schema;
      } catch (trouble) {
        const entry = await inAbsence(trouble, () => stored((e) => e.id === id));
        return entry.schema;
      }
    },
  };
}

/** The stored entry when the registry was unavailable; whatever else went wrong goes on its way. */
async function inAbsence(
  trouble: unknown,
  find: () => Promise<SchemaEntry | undefined>,
): Promise<SchemaEntry> {
  const entry = trouble instanceof RegistryUnavailableError ? await find() : undefined;
  if (entry === undefined) throw trouble;
  return entry;
}
