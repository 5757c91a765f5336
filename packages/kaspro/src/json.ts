/**
 * Parses JSON with every number kept as its own text: `20000.00` stays "20000.00", a reference of 17 digits keeps
 * them all, and `1e3` can be told from 1000. KasPro writes the same field now as a number, now as a string; read so,
 * both are the same text. Answers undefined for what is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, numberAsText);
  } catch {
    return undefined;
  }
}

function numberAsText(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}
