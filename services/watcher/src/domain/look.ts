/** What the watcher saw at one moment. What could not be seen is absent: not seeing it is no good news. PURE. */

export interface Consumer {
  readonly group: string;
  readonly alive: boolean;
  readonly held: boolean;
}

/** What a process said of itself; the figures of its database are those of all its instances. */
export interface Told {
  /** When the process began, in ms. */
  readonly since: number;
  readonly consumers: readonly Consumer[];
  readonly outboxSeconds: number;
  readonly parkedKeys: number;
  readonly deadLetters: number;
  readonly breakers: Readonly<Record<string, string>>;
  /** Calls to KasPro that are not final, by state. */
  readonly calls: Readonly<Record<string, number>>;
  /** How long ago the last canary that was heard of again was sent; absent where none is sent from. */
  readonly canarySeconds?: number;
  /** Counters since it began; absent where its metrics were not read. */
  readonly callbacks?: number;
  readonly conflicts?: number;
}

export interface Instance {
  readonly service: string;
  readonly url: string;
  /** Absent when it did not answer. */
  readonly told?: Told;
}

/** The oldest call to KasPro of a service that is in this state; 0 seconds: there is none. */
export interface OldestCall {
  readonly service: string;
  readonly state: CallState;
  readonly ageSeconds: number;
}
export const CALL_STATES = ['SENDING', 'UNKNOWN', 'MANUAL'] as const;
export type CallState = (typeof CALL_STATES)[number];

export interface DifferingWallet {
  /** Whole rupiah: too much. */
  readonly amount: number;
  /** Nothing leaves it. */
  readonly contained: boolean;
}

export interface Money {
  /** Of all accounts of the ledger, whole rupiah; 0 in every snapshot. */
  readonly sum: number;
  /** Differences between our ledger and KasPro that are open. */
  readonly breaks: number;
  /** Those that do not hold what their entries add up to; looked for where the sum is wrong. */
  readonly wallets: readonly DifferingWallet[];
}

export interface Look {
  /** In ms. */
  readonly at: number;
  readonly instances: readonly Instance[];
  /** Absent when Kafka did not answer. */
  readonly groups?: readonly { readonly group: string; readonly state: string }[];
  readonly calls: readonly OldestCall[];
  readonly registryAnswers: boolean;
  /** Looked at more rarely than the rest: it reads the whole ledger. */
  readonly money?: Money;
}

export interface Reading {
  /** What it was measured of: a service, an instance, a group. */
  readonly subject: string;
  readonly value: number;
}

/** Every instance that answered, with what it said. */
export const answered = (look: Look): readonly (Instance & { readonly told: Told })[] =>
  look.instances.flatMap(({ told, ...rest }) => (told ? [{ ...rest, told }] : []));
