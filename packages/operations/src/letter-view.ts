/** How operators see a message that was given up: what it says, without what may name a person. */
import { type Codec, RegistryUnavailableError } from '@angkutan/events';
import { z } from '@angkutan/http';
import {
  type DeadLetter,
  DEAD_LETTER_STATUSES,
  masked,
  type RawRecord,
  rawRecordOf,
} from '@angkutan/messaging';

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

/** What a message says, if it can be read. */
export const contentView = z.strictObject({
  event: z.record(z.string(), z.unknown()).nullable().meta({ description: 'Decoded and masked' }),
  unread: z
    .enum(['UNDECODABLE', 'REGISTRY_UNAVAILABLE'])
    .optional()
    .meta({ description: 'Why there is no event: never, or not now' }),
});

export const letterStory = letterView
  .extend({
    frames: z.array(z.string()).meta({ description: 'Where it was thrown, innermost first' }),
    headers: z.record(z.string(), z.string()),
    ...contentView.shape,
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
  return {
    ...viewOf(letter),
    frames: [...letter.frames],
    headers: headersOf(raw),
    ...(await contentOf(raw.value, codec)),
  };
}

export const headersOf = ({ headers }: Pick<RawRecord, 'headers'>): Record<string, string> =>
  Object.fromEntries(
    headers
      .filter(([name]) => SHOWN_HEADERS.has(name))
      .map(([name, value]) => [name, value.toString()]),
  );

/** What cannot be decoded was given up for that very reason: its bytes are kept, and not shown. */
export async function contentOf(
  value: Buffer | null,
  codec: Pick<Codec, 'decode'>,
): Promise<z.output<typeof contentView>> {
  try {
    const { data } = await codec.decode(value);
    return { event: masked(data) };
  } catch (error) {
    const isLater = error instanceof RegistryUnavailableError;
    return { event: null, unread: isLater ? 'REGISTRY_UNAVAILABLE' : 'UNDECODABLE' };
  }
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
