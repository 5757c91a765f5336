/** What the watcher knows to be wrong: each by name, with its threshold, its runbook, and the one act that is safe. PURE. */
import type { ActName, Kind } from './incident.ts';
import * as seen from './facts.ts';
import type { Look, Reading } from './look.ts';
import * as read from './readings.ts';

export interface Signature extends Kind {
  readonly unit: string;
  /** What may be done about it without a person. */
  readonly act?: ActName;
  /** Every subject that can be judged now, also those that are well. Oldest look first; the last is now. */
  readonly readings: (looks: readonly Look[]) => readonly Reading[];
}

const MINUTE_MS = 60_000;
/** How long looks are kept, which is the longest time that a signature looks back on. */
export const LOOKED_BACK_MS = 5 * MINUTE_MS;

/** Claimed and not answered: a worker waits 30 s at most, then the outcome is unknown. */
export const STUCK_S = 120;
/** The first enquiries have been made by then, and KasPro still knows nothing. */
export const UNKNOWN_S = 300;
export const OUTBOX_S = 30;
/** A rebalance takes a session, 10 s, at most. */
export const CONSUMER_DEAD_S = 15;
export const RESTARTS = 3;
export const PARKED_GROWTH_KEYS = 10;
export const DEAD_LETTERS_GROWTH = 1;
export const BREAKERS_OPEN = 1;
export const LEDGER_SUM_RUPIAH = 1;
export const WALLETS = 1;
export const OPEN_BREAKS = 1;
export const CONFLICTS_PER_S = 20;
export const CALLBACKS_PER_S = 200;
export const UNANSWERED_LOOKS = 2;
/** Six canaries in a row have not come back. */
export const CANARY_S = 60;

export const SIGNATURES: readonly Signature[] = [
  {
    name: 'stuck-instruction',
    severity: 'page',
    threshold: STUCK_S,
    unit: 's',
    runbook: 'docs/runbooks/transfers.md',
    act: 'sweep-instructions',
    readings: seen.oldest('SENDING', 'MANUAL'),
  },
  {
    name: 'unknown-outcomes',
    severity: 'warn',
    threshold: UNKNOWN_S,
    unit: 's',
    runbook: 'docs/runbooks/transfers.md',
    act: 'sweep-instructions',
    readings: seen.oldest('UNKNOWN'),
  },
  {
    name: 'outbox-backlog',
    severity: 'page',
    threshold: OUTBOX_S,
    unit: 's',
    runbook: 'docs/runbooks/relay.md',
    readings: (looks) => read.perService(looks, (told) => told.outboxSeconds),
  },
  {
    name: 'dead-consumer',
    severity: 'page',
    threshold: CONSUMER_DEAD_S,
    unit: 's',
    runbook: 'docs/runbooks/consumer-waits.md',
    act: 'restart-consumer',
    readings: (looks) => read.secondsInARow(looks, seen.deadConsumers),
  },
  {
    name: 'crash-loop',
    severity: 'page',
    threshold: RESTARTS,
    unit: 'restarts in 5 min',
    runbook: 'docs/runbooks/process-down.md',
    readings: (looks) => read.restarts(looks, LOOKED_BACK_MS),
  },
  {
    name: 'parked-keys',
    severity: 'warn',
    threshold: PARKED_GROWTH_KEYS,
    unit: 'keys in 5 min',
    runbook: 'docs/runbooks/parked-keys.md',
    act: 'release-parked',
    readings: (looks) => read.growth(looks, LOOKED_BACK_MS, (told) => told.parkedKeys),
  },
  {
    name: 'dead-letters',
    severity: 'warn',
    threshold: DEAD_LETTERS_GROWTH,
    unit: 'messages in 5 min',
    runbook: 'docs/runbooks/dead-letters.md',
    readings: (looks) => read.growth(looks, LOOKED_BACK_MS, (told) => told.deadLetters),
  },
  {
    name: 'breaker-open',
    severity: 'warn',
    threshold: BREAKERS_OPEN,
    unit: 'instances',
    runbook: 'docs/runbooks/kaspro.md',
    readings: seen.breakers,
  },
  {
    name: 'ledger-sum',
    severity: 'page',
    threshold: LEDGER_SUM_RUPIAH,
    unit: 'rupiah',
    runbook: 'docs/runbooks/ledger-sum.md',
    act: 'hold-wallet-consumer',
    readings: seen.money(seen.unexplained),
  },
  {
    name: 'wallet-differs',
    severity: 'page',
    threshold: WALLETS,
    unit: 'wallets',
    runbook: 'docs/runbooks/ledger-sum.md',
    act: 'contain-wallets',
    readings: seen.money(({ wallets }) => wallets.length),
  },
  {
    name: 'drift',
    severity: 'page',
    threshold: OPEN_BREAKS,
    unit: 'breaks',
    runbook: 'docs/runbooks/reconciliation.md',
    act: 'reconcile-today',
    readings: seen.money(({ breaks }) => breaks),
  },
  {
    name: 'hot-account',
    severity: 'warn',
    threshold: CONFLICTS_PER_S,
    unit: 'conflicts/s over 1 min',
    runbook: 'docs/runbooks/hot-accounts.md',
    readings: (looks) => read.rate(looks, MINUTE_MS, (told) => told.conflicts),
  },
  {
    name: 'callback-storm',
    severity: 'warn',
    threshold: CALLBACKS_PER_S,
    unit: 'callbacks/s over 1 min',
    runbook: 'docs/runbooks/callback-storm.md',
    readings: (looks) => read.rate(looks, MINUTE_MS, (told) => told.callbacks),
  },
  {
    name: 'registry-down',
    severity: 'warn',
    threshold: UNANSWERED_LOOKS,
    unit: 'looks',
    runbook: 'docs/runbooks/consumer-waits.md',
    readings: (looks) => read.looksInARow(looks, seen.registryDown),
  },
  {
    name: 'kafka-down',
    severity: 'page',
    threshold: UNANSWERED_LOOKS,
    unit: 'looks',
    runbook: 'docs/runbooks/consumer-waits.md',
    readings: (looks) => read.looksInARow(looks, seen.kafkaDown),
  },
  {
    name: 'canary-silent',
    severity: 'page',
    threshold: CANARY_S,
    unit: 's',
    runbook: 'docs/runbooks/canary.md',
    readings: seen.canaries,
  },
  {
    name: 'silence',
    severity: 'page',
    threshold: UNANSWERED_LOOKS,
    unit: 'looks',
    runbook: 'docs/runbooks/process-down.md',
    readings: (looks) => read.looksInARow(looks, seen.silent),
  },
];
