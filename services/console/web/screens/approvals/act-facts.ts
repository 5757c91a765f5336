/** An act of any service as names and values, so that a new kind of act needs no new screen. PURE. */

type Fact = readonly [name: string, value: string];

interface Act {
  readonly type: string;
  readonly [field: string]: unknown;
}

const MONEY = /amount|fee|ours|theirs|difference/i;

export function actFacts(
  { type: _type, ...rest }: Act,
  rupiah: (amount: number) => string,
): readonly Fact[] {
  return Object.entries(rest).map(([name, value]): Fact => [name, shown(name, value, rupiah)]);
}

/** A bigint of the ledger comes as a string of digits. */
function shown(name: string, value: unknown, rupiah: (amount: number) => string): string {
  if (Array.isArray(value)) return `× ${value.length}`;
  const isWhole = typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
  if (MONEY.test(name) && isWhole) return rupiah(Number(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
