import { ALLOWED_FIELDS } from './fields.ts';

type Fields = Record<string, unknown>;

const MESSAGE_MAX = 300;
const FRAMES_MAX = 8;

/** Keeps the allowed fields that are plain values, and what is safe of `err`. Nested objects go. */
export function safeFields(fields: Fields): Fields {
  const safe: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'err') safe['err'] = safeError(value);
    else if (ALLOWED_FIELDS.has(name) && isPlain(value)) safe[name] = printable(value);
  }
  return safe;
}

/**
 * The text without what may name a person: runs of 7 digits and more (phones, accounts, NIK,
 * amounts of money), e-mail addresses, and what stands in quotes or braces, where the texts of
 * errors put the value that they did not like.
 */
export function withoutPersonalData(text: string): string {
  return text
    .slice(0, MESSAGE_MAX)
    .replaceAll(/\{[^}]*\}?/g, '{…}')
    .replaceAll(/"[^"]*"?/g, '"…"')
    .replaceAll(/'[^']*'/g, "'…'")
    .replaceAll(/\S+@\S+/g, '…@…')
    .replaceAll(/\d{7,}/g, '#');
}

function safeError(error: unknown): Fields {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && isPlain(error.code) ? { code: error.code } : {};
  return {
    type: error.name,
    ...code,
    message: withoutPersonalData(error.message),
    frames: framesOf(error, FRAMES_MAX),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  };
}

/** The innermost frames of an error's stack, without its text, which may hold a value. */
export const framesOf = (error: Error, max: number): readonly string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, max);

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => isPlain(item) && !Array.isArray(item));
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

// JSON has no bigint, and a log line is no place to lose digits silently.
function printable(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
