import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import avsc, { type Type } from 'avsc';
import { compile } from '../avro.ts';
import { GOLDEN, SCHEMAS, goldenVersions, historyOf, type EventSchema } from '../schemas.ts';

/** What a golden message is kept as: the example a person wrote, its bytes, and the schema that wrote them. */
export interface FrozenFile {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * The files that freeze schemas which no golden message has yet; those that exist are never written again.
 * @throws Error naming the example that a person must write first.
 */
export function newGoldenFiles(): FrozenFile[] {
  return [...SCHEMAS.values()]
    .filter((schema) => !isFrozen(schema))
    .flatMap((schema) => freeze(schema));
}

const isFrozen = (schema: EventSchema): boolean =>
  historyOf(schema.type).some((version) => version.fingerprint === schema.fingerprint);

function freeze({ type, text }: EventSchema): FrozenFile[] {
  const version = `v${historyOf(type).length + 1}`;
  const path = (ending: string): string => join(GOLDEN, version, `${type}.${ending}`);
  if (!existsSync(path('json'))) {
    throw new Error(
      `${type} has a new schema: write an example of it as golden/${version}/${type}.json`,
    );
  }
  const avro = compile(text);
  const data = dataFromJson(avro, JSON.parse(readFileSync(path('json'), 'utf8')));
  return [
    { path: path('bin'), content: avro.toBuffer(data) },
    { path: path('avsc'), content: Buffer.from(`${text}\n`) },
  ];
}

/** The newest example of an event, as JSON. */
export function exampleOf(type: string): unknown {
  const versions = goldenVersions().map((version) => join(GOLDEN, version, `${type}.json`));
  const newest = versions.findLast((file) => existsSync(file));
  return newest === undefined ? undefined : JSON.parse(readFileSync(newest, 'utf8'));
}

/** Event data from JSON, where 64-bit numbers are integers and bytes are base64. */
export function dataFromJson(type: Type, json: unknown): unknown {
  const { RecordType, ArrayType, UnwrappedUnionType } = avsc.types;
  if (type instanceof RecordType) return Object.fromEntries(fieldsFromJson(type, json));
  if (type instanceof ArrayType && Array.isArray(json)) {
    return json.map((item) => dataFromJson(type.itemsType, item));
  }
  if (type instanceof UnwrappedUnionType && json !== null) {
    const branch = type.types.find(({ typeName }) => typeName !== 'null');
    return branch === undefined ? null : dataFromJson(branch, json);
  }
  return scalarFromJson(type.typeName, json);
}

function fieldsFromJson(type: avsc.types.RecordType, json: unknown): [string, unknown][] {
  const values = new Map<string, unknown>(Object.entries(json ?? {}));
  return type.fields.map(({ name, type: inner }) => [name, dataFromJson(inner, values.get(name))]);
}

function scalarFromJson(typeName: string, json: unknown): unknown {
  if (typeName === 'abstract:long' && typeof json === 'number') return BigInt(json);
  if (typeName === 'bytes' && typeof json === 'string') return Buffer.from(json, 'base64');
  return json;
}
