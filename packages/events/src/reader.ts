import type { Type } from 'avsc';
import { compile } from './avro.ts';
import { bodyShapeOf } from './body-shape.ts';
import { UndecodableError } from './errors.ts';
import type { AnyEvent, EventType } from './event.ts';
import { SCHEMAS, schemaOf } from './schemas.ts';
import { isEventType } from './topics.ts';

/** Reads the bodies of one writer's schema as events of this release. @throws UndecodableError */
export type Reader = (body: Buffer) => AnyEvent;

const TYPES = new Map(
  [...SCHEMAS.values()].map(({ type, text }) => [type, compile(text)] as const),
);

/** The compiled current schema of an event. */
export function avroTypeOf(type: EventType): Type {
  return TYPES.get(type) ?? compile(schemaOf(type).text);
}

/**
 * Compiles everything about one schema id once: building it for every message costs 700 times the reading.
 * A schema that can never be read gives a reader that says so each time, for an id never changes its meaning.
 */
export function createReader(schemaId: number, schema: string): Reader {
  try {
    return compiledReader(schemaId, compile(schema));
  } catch (cause) {
    const refusal = `schema ${schemaId} cannot be read as an event of this release`;
    return () => {
      throw new UndecodableError('UNKNOWN_EVENT', refusal, { schemaId, cause });
    };
  }
}

function compiledReader(schemaId: number, writer: Type): Reader {
  const type = eventTypeOf(writer);
  const reader = avroTypeOf(type);
  const resolver = reader.createResolver(writer);
  const checkShape = bodyShapeOf(writer);
  return (body) => {
    try {
      checkShape(body);
      const event = { type, data: reader.fromBuffer(body, resolver) };
      if (isAnyEvent(event)) return event;
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new UndecodableError('BAD_BODY', `${type}, ${detail}`, { schemaId, cause });
    }
    throw new Error(`AKT_NO_TOPIC: no topic carries ${type}`);
  };
}

/** By the short name: another team's record that is called the same is refused when its schema is resolved. */
function eventTypeOf(writer: Type): EventType {
  const type = writer.name?.split('.').at(-1) ?? '';
  if (isEventType(type)) return type;
  throw new Error(`${writer.name} is no event of ours`);
}

/** The schema has vouched for the data, field by field, and the types are generated from the same schema. */
const isAnyEvent = (event: { type: string; data: unknown }): event is AnyEvent =>
  isEventType(event.type);
