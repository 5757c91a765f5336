import { problem, Refusal } from './problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body. Numbers must be integers that a double holds exactly, written in digits: the
 * amounts of this API are whole, and 2^53 + 1 would be read as something else. `1.0` is an integer to
 * JSON Schema, and so to the documents; `1e3` is as well, but nobody writes money so.
 */
export function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes), plainIntegers);
  } catch {
    // The parser's own error quotes the body, which may hold personal data.
    throw new Refusal(problem('MALFORMED_JSON'));
  }
}

function plainIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const plain = /^-?\d+(\.0+)?$/.test(context?.source ?? '') && Number.isSafeInteger(value);
  if (!plain) throw new RangeError('AKT_NOT_A_PLAIN_INTEGER');
  return value;
}

/** JSON text in which a bigint is an integer; one that a double cannot hold is our bug. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'bigint') return item;
    if (!Number.isSafeInteger(Number(item))) throw new RangeError('AKT_AMOUNT_OUT_OF_RANGE');
    return Number(item);
  });
}

/** The same text for the same value, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
  return writeJson(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
}
