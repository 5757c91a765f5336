/** The states that one group of messages touches, and what the group makes of them. PURE. */
import type { Approval, AuditRow } from '@angkutan/approvals';
import type { Posting } from '@angkutan/ledger';
import { plus, type Rupiah, ZERO } from '@angkutan/money';
import type { Act } from './act.ts';
import type { Break } from './break.ts';
import type { Request } from './request.ts';
import type { StatementEntry } from './statement.ts';
import type { TopUpRecord } from './top-up-record.ts';
import type { Transfer } from './transfer.ts';
import type { Wallet } from './wallet.ts';

export interface States {
  readonly wallets: Map<string, Wallet>;
  readonly requests: Map<string, Request>;
  readonly topUps: Map<string, TopUpRecord>;
  readonly approvals: Map<string, Approval<Act>>;
  readonly audit: AuditRow[];
  readonly breaks: Map<string, Break>;
  /** What the journal has by now of each of these breaks, by their ids. */
  readonly booked: Map<string, bigint>;
  /** How the instructions stand that the group is about, by their references. */
  readonly instructions: Map<string, { readonly status: string }>;
  /** Journal references that exist already, of those the group might post. */
  readonly journalled: Set<string>;
  /** What the platform's sharded accounts change by. */
  readonly platform: Map<string, Rupiah>;
  readonly postings: Posted[];
  readonly transfers: Transfer[];
  readonly alarms: Alarm[];
}

/** A posting, and the lines that it writes into the statements of wallets. */
export interface Posted extends Posting {
  readonly entries: readonly StatementEntry[];
}

/** Something that people must look at, although the wallet goes on. `code` is one of docs/error-codes.md. */
export interface Alarm {
  readonly code: string;
  readonly reference: string;
}

export const emptyStates = (): States => ({
  wallets: new Map(),
  requests: new Map(),
  topUps: new Map(),
  approvals: new Map(),
  audit: [],
  breaks: new Map(),
  booked: new Map(),
  instructions: new Map(),
  journalled: new Set(),
  platform: new Map(),
  postings: [],
  transfers: [],
  alarms: [],
});

/** Lays the changes of one decided message over the set. */
export function merge(states: States, changes: States): void {
  lay(changes.wallets, states.wallets);
  lay(changes.requests, states.requests);
  lay(changes.topUps, states.topUps);
  lay(changes.approvals, states.approvals);
  lay(changes.breaks, states.breaks);
  for (const reference of changes.journalled) states.journalled.add(reference);
  for (const [id, amount] of changes.platform) {
    states.platform.set(id, plus(states.platform.get(id) ?? ZERO, amount));
  }
  states.audit.push(...changes.audit);
  states.postings.push(...changes.postings);
  states.transfers.push(...changes.transfers);
}

function lay<T>(changed: ReadonlyMap<string, T>, over: Map<string, T>): void {
  for (const [id, one] of changed) over.set(id, one);
}
