import type { Knowledge } from './facts.ts';
import { evolve, newCase, type CaseEvent, type Case } from './ride.ts';

/** Everything that a group of messages touches, in memory: loaded before the first is decided, saved after the last. */
export interface WorkingSet {
  readonly cases: Map<string, Case>;
  /** walletIds by `walletKey`. */
  readonly wallets: Map<string, string>;
  /** By customerId. */
  readonly customers: Map<string, Customer>;
}

/** What a group of messages touches, each thing once: what is loaded for it. */
export interface TouchedByAll {
  readonly cases: ReadonlySet<string>;
  /** By `walletKey`. */
  readonly wallets: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
}

/** What payments knows of a customer. */
export interface Customer {
  readonly tier: string;
  /** Keyed hash of the phone number, by which money is sent to them; known once they have registered. */
  readonly phoneHash?: string;
}

/** One change of the working set. */
export type Change =
  | {
      readonly of: 'case';
      readonly caseId: string;
      readonly event: CaseEvent;
      readonly at: Date;
    }
  | { readonly of: 'wallet'; readonly key: string; readonly walletId: string }
  | { readonly of: 'customer'; readonly customerId: string; readonly customer: Customer };

/** The role comes first, because it has no colon and a customerId may. */
export const walletKey = (customerId: string, role: string): string => `${role}:${customerId}`;

export const caseOf = ({ cases }: WorkingSet, caseId: string): Case =>
  cases.get(caseId) ?? newCase(caseId);

export const walletsOf =
  ({ wallets }: WorkingSet): Knowledge['walletOf'] =>
  (customerId, role) =>
    wallets.get(walletKey(customerId, role));

export function applyChange(set: WorkingSet, change: Change): void {
  switch (change.of) {
    case 'wallet':
      set.wallets.set(change.key, change.walletId);
      break;
    case 'customer':
      set.customers.set(change.customerId, change.customer);
      break;
    case 'case':
      set.cases.set(change.caseId, evolve(caseOf(set, change.caseId), change.event, change.at));
  }
}
