import type { Stack } from '../stack/start-stack.ts';
import type { Check } from './books.ts';
import type { Mix } from './mix.ts';
import { KINDS, type Kind, type Tally, type Totals } from './tally.ts';

const RUPIAH = new Intl.NumberFormat('en-US');
const COLUMN = 10;
/** The names of the columns come again every so many lines, about once a screen. */
const HEAD_EVERY = 20;

/** What a second of the demo looks like: one line, now and then below the names of its columns. */
export function createProgress(mix: Mix, tally: Tally): (seconds: number) => readonly string[] {
  if (mix === 'rides') return (seconds) => [ridesLine(seconds, tally)];
  let before = new Map<Kind, bigint>();
  let lines = 0;
  return (seconds) => {
    const now = new Map(KINDS.map((kind) => [kind, tally.totals(kind).amount]));
    const line = settledLine(seconds, before, now);
    before = now;
    return lines++ % HEAD_EVERY === 0 ? [HEAD, line] : [line];
  };
}

const HEAD = `  Rp settled in each second:\n${' '.repeat(6)}${KINDS.map((kind) => kind.padStart(COLUMN)).join('')}`;

type Amounts = ReadonlyMap<Kind, bigint>;

/** What was settled since the line before, by kind, in whole rupiah. */
function settledLine(seconds: number, before: Amounts, now: Amounts): string {
  const columns = KINDS.map((kind) => {
    const amount = (now.get(kind) ?? 0n) - (before.get(kind) ?? 0n);
    return (amount === 0n ? '-' : RUPIAH.format(amount)).padStart(COLUMN);
  });
  return `${String(seconds).padStart(4)} s${columns.join('')}`;
}

function ridesLine(seconds: number, tally: Tally): string {
  const { sent, paid, outstanding, cancelled, refused } = tally.totals('ride');
  return [
    `${String(seconds).padStart(4)} s`,
    count('sent', sent),
    count('paid', paid),
    count('outstanding', outstanding),
    count('cancelled', cancelled),
    count('refused', refused),
    times(tally),
  ]
    .join('  ')
    .trimEnd();
}

/** The totals of a run that is over. */
export function totalsLines(seconds: number, mix: Mix, tally: Tally): readonly string[] {
  const { sent, amount } = tally.totals('ride');
  const heard = `  completion told -> settlement heard: ${times(tally)}`;
  if (mix === 'all') {
    return [
      `${sent} rides in ${seconds} s, and what was played beside them`,
      ...table(tally),
      heard,
    ];
  }
  const totals = tally.totals('ride');
  const row = (name: keyof Totals): string =>
    `  ${name.padEnd(12)} ${String(totals[name]).padStart(6)}`;
  return [
    `${sent} rides in ${seconds} s, Rp ${RUPIAH.format(amount)} paid`,
    row('paid'),
    row('outstanding'),
    row('cancelled'),
    row('refused'),
    heard,
  ];
}

const COUNTS = ['sent', 'paid', 'outstanding', 'cancelled', 'refused'] as const;

function table(tally: Tally): readonly string[] {
  const line = (kind: string, cells: readonly string[]): string =>
    `  ${kind.padEnd(COLUMN)}${cells.map((cell) => cell.padStart(COLUMN + 3)).join('')}`;
  const rows = KINDS.map((kind) => {
    const totals = tally.totals(kind);
    const counts = COUNTS.map((name) => String(totals[name] || '-'));
    return line(kind, [...counts, RUPIAH.format(totals.amount)]);
  });
  return [line('', [...COUNTS, 'Rp']), ...rows];
}

export function checkLine({ holds, text }: Check): string {
  return `  ${holds ? 'ok    ' : 'FAILED'} ${text}`;
}

/** Where the story of a ride, the documents and a token are to be had. */
export function whereToLook(stack: Stack, rideId: string): readonly string[] {
  const payments = stack.services.payments[0]?.url ?? '';
  return [
    'Where to look:',
    `  the story of a ride   curl -H "Authorization: Bearer $(npm run -s token -- --sub me --role ops)" ${payments}/v1/rides/${rideId}/payment`,
    `  the API, for people   ${payments}/docs`,
    `  KasPro's accounts     ${stack.kaspro.url}/sandbox/accounts`,
  ];
}

function count(name: string, value: number): string {
  return `${name} ${String(value).padStart(5)}`;
}

function times(tally: Tally): string {
  const [p50, p99] = [tally.percentile(0.5), tally.percentile(0.99)];
  return p50 === undefined ? '' : `p50 ${Math.round(p50)} ms  p99 ${Math.round(p99 ?? p50)} ms`;
}
