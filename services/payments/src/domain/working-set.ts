import type { Knowledge } from './facts.ts';
import { evolve, newCase, type CaseEvent, type Case } from './ride.ts';

/** Everything that a group of messages touches, in memory: loaded before the first is decided, saved after the last. */
export interface WorkingSet {
  readonly cases: Map<string, Case>;
  /** walletIds by `walletKey`. */
  readonly wallets: Map<string, string>;
}

/** One change of the working set. */
export type Change =
  | {
      readonly of: 'case';
      readonly caseId: string;
      readonly event: CaseEvent;
      readonly at: Date;
    }
  | { readonly of: 'wallet'; readonly key: string; readonly walletId: string };

/** The role comes first, because it has no colon and a customerId may. */
export const walletKey = (customerId: string, role: string): string => `${role}:${customerId}`;

export const caseOf = ({ cases }: WorkingSet, caseId: string): Case =>
  cases.get(caseId) ?? newCase(caseId);

export const walletsOf =
  ({ wallets }: WorkingSet): Knowledge['walletOf'] =>
  (customerId, role) =>
    wallets.get(walletKey(customerId, role));

export function applyChange(set: WorkingSet, change: Change): void {
  if (change.of === 'wallet') {
    set.wallets.set(change.key, change.walletId);
    return;
  }
  set.cases.set(change.caseId, evolve(caseOf(set, change.caseId), change.event, change.at));
}
