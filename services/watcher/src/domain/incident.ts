/**
 * Something wrong, from when it was noticed to its end. PURE.
 *
 *   open ──QUIET_LOOKS looks in a row that measured it below its threshold──▶ ended
 *
 * A look that could not measure it changes nothing. What comes back later is an incident of its own.
 */

/** page: wake somebody; warn: within the day. */
export type Severity = 'page' | 'warn';
export type ActName =
  | 'hold-wallet-consumer'
  | 'contain-wallets'
  | 'reconcile-today'
  | 'restart-consumer'
  | 'release-parked'
  | 'sweep-instructions';
export type ActState = 'WANTED' | 'TRYING' | 'CHECKING' | 'FAILED' | 'HELPED' | 'NOT_HELPED';

/** What is done about it without a person; `acts.ts` has the picture of its life. */
export interface Act {
  readonly name: ActName;
  readonly state: ActState;
  readonly attempts: number;
  /** Of the last change. */
  readonly at: Date;
}

/** One good look may be luck. */
export const QUIET_LOOKS = 2;

export interface Incident {
  readonly incidentId: string;
  readonly signature: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly since: Date;
  /** When it was last seen to be so. */
  readonly lastAt: Date;
  readonly endedAt?: Date;
  readonly value: number;
  readonly threshold: number;
  readonly runbook: string;
  readonly act?: Act;
  /** How many looks in a row have found it well. */
  readonly quiet: number;
}

export const isOpen = ({ endedAt }: Incident): boolean => endedAt === undefined;

/** What an incident takes over from its signature. */
export interface Kind {
  readonly name: string;
  readonly severity: Severity;
  readonly threshold: number;
  readonly runbook: string;
}

export function opened(
  { name, severity, threshold, runbook }: Kind,
  seen: { readonly incidentId: string; readonly subject: string; readonly value: number },
  now: Date,
): Incident {
  const said = { signature: name, severity, threshold, runbook };
  return { ...seen, ...said, since: now, lastAt: now, quiet: 0 };
}

/** The incident after one more measurement of it. */
export function measured(incident: Incident, value: number, now: Date): Incident {
  if (value >= incident.threshold) return { ...incident, value, lastAt: now, quiet: 0 };
  const quiet = incident.quiet + 1;
  return { ...incident, quiet, ...(quiet >= QUIET_LOOKS && { endedAt: now }) };
}
