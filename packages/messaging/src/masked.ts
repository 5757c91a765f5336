/**
 * What operators may read of an event. Events carry no identity in the clear; what is sealed or hashed of a person is
 * not shown even so.
 */
export function masked(data: object): Record<string, unknown> {
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

/** Letters of what a message says that are kept to be searched. */
const WORDS_MAX = 2_000;

/** What a message says, masked, as one text. */
export const wordsOf = (data: object): string =>
  Object.entries(masked(data))
    .map(([name, value]) => `${name} ${wordOf(value)}`)
    .join(' ')
    .slice(0, WORDS_MAX);

const wordOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.values(value).map(wordOf).join(' ')
    : String(value);
