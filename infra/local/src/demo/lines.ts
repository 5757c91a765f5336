import type { Stack } from '../stack/start-stack.ts';
import type { Check } from './books.ts';
import type { Tally, Totals } from './tally.ts';

const RUPIAH = new Intl.NumberFormat('en-US');

/** What a second of the demo looks like. */
export function progressLine(seconds: number, tally: Tally): string {
  const totals = tally.totals();
  const { paid, outstanding, cancelled, refused } = totals;
  return [
    `${String(seconds).padStart(4)} s`,
    count('sent', totals.sent),
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
export function totalsLines(seconds: number, tally: Tally): readonly string[] {
  const totals = tally.totals();
  const row = (name: keyof Totals): string =>
    `  ${name.padEnd(12)} ${String(totals[name]).padStart(6)}`;
  return [
    `${totals.sent} rides in ${seconds} s, Rp ${RUPIAH.format(totals.amount)} paid`,
    row('paid'),
    row('outstanding'),
    row('cancelled'),
    row('refused'),
    `  completion told -> settlement heard: ${times(tally)}`,
  ];
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
