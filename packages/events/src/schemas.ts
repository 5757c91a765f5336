import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventType } from './event.ts';
import { TOPICS, topicOf } from './topics.ts';

const ROOT = join(import.meta.dirname, '..');
export const GOLDEN = join(ROOT, 'golden');

/** One version of an event's schema. */
export interface EventSchema {
  readonly type: EventType;
  /** Full record name, `id.angkutan.rides.v1.RideBooked`; also the CloudEvents type. */
  readonly name: string;
  /** Where the registry keeps its versions, `angkutan.rides-id.angkutan.rides.v1.RideBooked`. */
  readonly subject: string;
  /** The schema as compact JSON, so that a reformatted file is still the same schema. */
  readonly text: string;
  /** SHA-256 of the text without its docs, 128 bits of it, base64url: what an encoded body remembers of its writer. */
  readonly fingerprint: string;
}

/** The namespace of a topic's records: `angkutan.cash-outs` → `id.angkutan.cash_outs.v1`. */
const namespaceOf = (topic: string): string => `id.${topic.replaceAll('-', '_')}.v1`;

export const fullNameOf = (type: EventType): string => `${namespaceOf(topicOf(type).name)}.${type}`;

function readSchema(type: EventType, file: string): EventSchema {
  const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
  const name = fullNameOf(type);
  return {
    type,
    name,
    subject: `${topicOf(type).name}-${name}`,
    text,
    fingerprint: fingerprintOf(text),
  };
}

/** Two schemas that differ in their documentation alone write the same bytes, and count as one. */
export function fingerprintOf(schema: string): string {
  const meaning = JSON.parse(schema, (key, value: unknown) => (key === 'doc' ? undefined : value));
  const hash = createHash('sha256').update(JSON.stringify(meaning)).digest();
  return hash.subarray(0, 16).toString('base64url');
}

/** The current schema of every event, read once from `schemas/<topic>/<Event>.avsc`. */
export const SCHEMAS: ReadonlyMap<EventType, EventSchema> = new Map(
  TOPICS.flatMap((topic) =>
    topic.events.map((type) => {
      const schema = readSchema(type, join(ROOT, 'schemas', topic.name, `${type}.avsc`));
      return [type, schema] as const;
    }),
  ),
);

export function schemaOf(type: EventType): EventSchema {
  const schema = SCHEMAS.get(type);
  if (schema === undefined) throw new Error(`AKT_NO_SCHEMA: ${type} has no schema`);
  return schema;
}

/** Every version an event's schema ever had, oldest first: those frozen with the golden messages. */
export function historyOf(type: EventType): readonly EventSchema[] {
  return goldenVersions()
    .map((version) => join(GOLDEN, version, `${type}.avsc`))
    .filter((file) => existsSync(file))
    .map((file) => readSchema(type, file));
}

/** The version that encoded a body. An outbox may hold what an earlier release encoded, so the past versions count. */
export function versionOf(fingerprint: string): EventSchema | undefined {
  const current = [...SCHEMAS.values()].find((schema) => schema.fingerprint === fingerprint);
  if (current !== undefined) return current;
  return [...SCHEMAS.keys()]
    .flatMap(historyOf)
    .find((schema) => schema.fingerprint === fingerprint);
}

/** `v1`, `v2` … in order. */
export const goldenVersions = (): string[] =>
  readdirSync(GOLDEN).toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
