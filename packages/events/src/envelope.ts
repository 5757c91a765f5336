import type { EventType } from './event.ts';
import { fullNameOf } from './schemas.ts';

/** What the headers of a message tell: CloudEvents in binary mode, and the trace it belongs to. */
export interface Envelope {
  /** Unique for ever; the eventId. */
  readonly id: string;
  /** The full record name, `id.angkutan.rides.v1.RideBooked`. */
  readonly type: string;
  /** Who published it, a URI reference such as `/services/payments`. */
  readonly source: string;
  /** When it happened, RFC 3339. CloudEvents lets a sender leave it out. */
  readonly time?: string;
  /** What it is about: the message key. May be left out too. */
  readonly subject?: string;
  /** W3C trace context; absent when the sender gave none, or none that is well-formed. */
  readonly traceparent?: string;
}

export interface EnvelopeParts {
  readonly id: string;
  readonly type: EventType;
  readonly source: string;
  /** Milliseconds since 1970-01-01 UTC, the event's occurredAt. */
  readonly occurredAt: number;
  readonly key: string;
  readonly traceparent?: string | undefined;
}

/** The headers of a message, ready for a producer. */
export function toHeaders(parts: EnvelopeParts): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: parts.id,
    ce_type: fullNameOf(parts.type),
    ce_source: parts.source,
    ce_time: new Date(parts.occurredAt).toISOString(),
    ce_subject: parts.key,
    'content-type': 'application/avro',
    ...(parts.traceparent === undefined ? {} : { traceparent: parts.traceparent }),
  };
}

/** A header as Kafka clients give it. */
type Header = Buffer | string | readonly (Buffer | string)[] | undefined;

/** The names in which a header is absent, repeated, empty or too long to be an id. */
export interface MissingHeaders {
  readonly missing: readonly string[];
}

/** An id is stored and indexed; one that is longer than this is no id. Characters. */
const HEADER_CHARS_MAX = 512;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** What CloudEvents requires of every sender. */
const REQUIRED = ['ce_specversion', 'ce_id', 'ce_type', 'ce_source'];

/** Reads the headers of a message from anyone; names all that are missing, so that a sender can mend them at once. */
export function fromHeaders(
  headers: Readonly<Record<string, Header>> | undefined,
): Envelope | MissingHeaders {
  const read = (name: string): string => textOf(headers?.[name]);
  const missing = REQUIRED.filter((name) => read(name) === '');
  if (missing.length > 0) return { missing };
  const [time, subject, traceparent] = [read('ce_time'), read('ce_subject'), read('traceparent')];
  return {
    id: read('ce_id'),
    type: read('ce_type'),
    source: read('ce_source'),
    ...(time === '' ? {} : { time }),
    ...(subject === '' ? {} : { subject }),
    ...(TRACEPARENT.test(traceparent) ? { traceparent } : {}),
  };
}

function textOf(header: Header): string {
  const text = typeof header === 'string' || Buffer.isBuffer(header) ? header.toString() : '';
  return text.length > HEADER_CHARS_MAX ? '' : text;
}
