import { framesOf } from '@angkutan/telemetry';
import { deadLetters } from './measures.ts';
import type { OutboxEntry, StoredHeader } from './outbox.ts';
import type { RawRecord } from './item.ts';

/** Longest text of an error in a header. */
const TEXT_MAX = 200;
/** Innermost frames kept of a stack. */
const FRAMES_MAX = 5;

/** Why a message was given up. */
export interface Story {
  readonly group: string;
  readonly attempts: number;
  readonly errorClass: string;
  readonly code: string;
  readonly text: string;
  readonly firstFailureAt: Date;
  readonly codeVersion: string;
  /** Where it was thrown, innermost first; none for a refusal. */
  readonly frames?: readonly string[];
}

/** The topic that keeps what a group gave up. */
export function deadLetterTopic(group: string): string {
  return `${group}.dead-letters`;
}

/**
 * The record as it came, key, bytes and headers untouched, with its story in headers of our own
 * (`dead_…`). It goes out through the outbox of the transaction that gives it up: no crash loses it.
 */
export function deadLetter(raw: RawRecord, story: Story): OutboxEntry {
  deadLetters.inc({ group: story.group, code: story.code });
  return {
    topic: deadLetterTopic(story.group),
    key: raw.key,
    headers: [...raw.headers, ...toHeaders(raw, story)],
    raw: raw.value,
  };
}

function toHeaders(raw: RawRecord, story: Story): readonly StoredHeader[] {
  const told: Record<string, string> = {
    dead_topic: raw.topic,
    dead_partition: String(raw.partition),
    dead_offset: raw.offset,
    dead_group: story.group,
    dead_attempts: String(story.attempts),
    dead_error_class: story.errorClass,
    dead_error_code: story.code,
    dead_error_message: withoutValues(story.text),
    dead_first_failure: story.firstFailureAt.toISOString(),
    dead_at: new Date().toISOString(),
    dead_schema_id: String(schemaIdOf(raw.value) ?? ''),
    dead_code_version: story.codeVersion,
  };
  return Object.entries(told).map(([name, value]) => [name, Buffer.from(value)]);
}

/** Class, code, text and place of anything thrown. */
export function errorStory(error: unknown): Pick<Story, 'errorClass' | 'code' | 'text' | 'frames'> {
  if (!(error instanceof Error)) return { errorClass: typeof error, code: 'AKT_THROWN', text: '' };
  const code = 'code' in error ? error.code : undefined;
  const known = typeof code === 'string' || typeof code === 'number';
  return {
    errorClass: error.name,
    code: known ? String(code) : 'AKT_THROWN',
    text: error.message,
    frames: framesOf(error, FRAMES_MAX),
  };
}

// Texts of errors put the value that they did not like in quotes, braces or plain digits, and it
// may be a person's.
export function withoutValues(text: string): string {
  return text
    .slice(0, TEXT_MAX)
    .replaceAll(/\{[^}]*\}?/g, '{…}')
    .replaceAll(/"[^"]*"?/g, '"…"')
    .replaceAll(/'[^']*'?/g, "'…'")
    .replaceAll(/\S+@\S+/g, '…@…')
    .replaceAll(/\d{5,}/g, '#');
}

// Confluent wire format: a zero byte, then the schema's id in four bytes.
export function schemaIdOf(value: Buffer | null): number | undefined {
  return value !== null && value.length >= 5 && value[0] === 0 ? value.readUInt32BE(1) : undefined;
}
