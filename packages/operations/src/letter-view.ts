/** How operators see a message that was given up: what it says, without what may name a person. */
import type { Codec } from '@angkutan/events';
import { z } from '@angkutan/http';
import { type DeadLetter, rawRecordOf, DEAD_LETTER_STATUSES } from '@angkutan/messaging';

export const letterView = z
  .strictObject({
    id: z.string(),
    status: z.enum(DEAD_LETTER_STATUSES),
    group: z.string().meta({ description: 'The consumer that gave it up' }),
    topic: z.string(),
    partition: z.int(),
    offset: z.int(),
    key: z.string(),
    type: z.string().meta({ description: 'The event type that its headers name' }),
    errorClass: z.string(),
    code: z.string(),
    text: z.string().meta({ description: 'The error without values' }),
    schemaId: z.int().nullable(),
    codeVersion: z.string(),
    cause: z.string().meta({ description: 'Letters of one cause look alike' }),
    attempts: z.int(),
    firstFailureAt: z.iso.datetime(),
    at: z.iso.datetime(),
  })
  .openapi('DeadLetter');

export const letterStory = letterView
  .extend({
    frames: z.array(z.string()).meta({ description: 'Where it was thrown, innermost first' }),
    headers: z.record(z.string(), z.string()),
    event: z.record(z.string(), z.unknown()).nullable().meta({ description: 'Decoded and masked' }),
  })
  .openapi('DeadLetterStory');

export function viewOf(letter: DeadLetter): z.output<typeof letterView> {
  const { _id, status, group, topic, partition, offset, keyText, type } = letter;
  const { errorClass, code, text, schemaId, codeVersion, cause, attempts } = letter;
  return {
    id: _id,
    status,
    group,
    topic,
    partition,
    offset,
    key: keyText,
    type,
    errorClass,
    code,
    text,
    schemaId,
    codeVersion,
    cause,
    attempts,
    firstFailureAt: letter.firstFailureAt.toISOString(),
    at: letter.at.toISOString(),
  };
}

export async function storyOf(
  letter: DeadLetter,
  codec: Pick<Codec, 'decode'>,
): Promise<z.output<typeof letterStory>> {
  const raw = rawRecordOf(letter);
  // What cannot be decoded was given up for that very reason: its bytes are kept, and not shown.
  const decoding = async () => await codec.decode(raw.value);
  const event = await decoding().catch(() => null);
  return {
    ...viewOf(letter),
    frames: [...letter.frames],
    headers: Object.fromEntries(
      raw.headers
        .filter(([name]) => SHOWN_HEADERS.has(name))
        .map(([name, value]) => [name, value.toString()]),
    ),
    event: event && masked(event.data),
  };
}

const SHOWN_HEADERS: ReadonlySet<string> = new Set([
  'ce_specversion',
  'ce_id',
  'ce_type',
  'ce_source',
  'ce_time',
  'ce_subject',
  'traceparent',
]);

/** Events carry no identity in the clear; what is sealed or hashed of a person is not shown even so. */
function masked(data: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, shown(name, value)]),
  );
}

function shown(name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return `(${value.length} bytes, sealed)`;
  if (/hash$/i.test(name)) return '(hashed)';
  if (Array.isArray(value)) return value.map((one) => shown('', one));
  return typeof value === 'object' && value !== null ? masked(value) : value;
}
