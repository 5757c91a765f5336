import type { Approval, AuditRow } from '@angkutan/approvals';
import { type Instruction, orderedIn, type Policy } from '@angkutan/instructions';
import type { Rules } from '@angkutan/rules';
import type { Act } from './domain/act.ts';
import type { Canary } from './domain/canary.ts';
import type { Knowledge } from './domain/facts.ts';
import type { Progress } from './domain/progress.ts';
import { evolve, newCase, type CaseEvent, type Case } from './domain/ride.ts';

/** Everything that a group of messages touches, in memory: loaded before the first is decided, saved after the last. */
export interface WorkingSet {
  readonly cases: Map<string, Case>;
  /** walletIds by `walletKey`. */
  readonly wallets: Map<string, string>;
  /** By customerId. */
  readonly customers: Map<string, Customer>;
  /** Transfers that this service has KasPro make, by reference. */
  readonly instructions: Map<string, Instruction>;
  /** The versions of the rules that were added, in the order of their starts. */
  rules: readonly Rules[];
  /** Of operators' acts, by approvalId. */
  readonly approvals: Map<string, Approval<Act>>;
  /** What this group adds to the audit. */
  readonly audit: AuditRow[];
  /** Canaries that this group has heard of again. */
  readonly canaries: Canary[];
}

/** What one message touches, to be loaded before it is decided. */
export interface Touched {
  readonly caseId?: string | undefined;
  /** The wallets of those who pay and are paid in that case are touched too. */
  readonly parties?: true;
  /** By `walletKey`. */
  readonly wallets?: readonly string[];
  readonly customers?: readonly string[];
  /** By reference; the cases that they are for are touched with them. */
  readonly instructions?: readonly string[];
  /** By approvalId; what their acts touch is touched with them. */
  readonly approvals?: readonly string[];
}

/** What one message is decided on. */
export interface Situation {
  readonly set: WorkingSet;
  readonly now: Date;
  readonly policy: Policy;
  /** How long before its start a version of the rules must be added. */
  readonly rulesLeadMs: number;
}

/** What payments knows of a customer. */
export interface Customer {
  readonly tier: string;
  /** Keyed hash of the phone number, by which money is sent to them; known once they have registered. */
  readonly phoneHash?: string;
  /** Their own KasPro account as onboarding sealed it, base64; opened only by the gateway that names it to KasPro. */
  readonly sealedAccount?: string;
}

/** One change of the working set. */
export type Change =
  | {
      readonly of: 'case';
      readonly caseId: string;
      readonly event: CaseEvent;
      readonly at: Date;
      /** Where it brings its payment into another state; for those who measure. */
      readonly progress?: Progress;
    }
  | { readonly of: 'wallet'; readonly key: string; readonly walletId: string }
  | { readonly of: 'customer'; readonly customerId: string; readonly customer: Customer }
  | { readonly of: 'instruction'; readonly instruction: Instruction }
  | { readonly of: 'rules'; readonly rules: Rules }
  | { readonly of: 'canary'; readonly canary: Canary }
  | { readonly of: 'approval'; readonly approval: Approval<Act>; readonly audit: AuditRow };

/** The role comes first, because it has no colon and a customerId may. */
export const walletKey = (customerId: string, role: string): string => `${role}:${customerId}`;

export const caseOf = ({ cases }: WorkingSet, caseId: string): Case =>
  cases.get(caseId) ?? newCase(caseId);

export const walletsOf =
  ({ wallets }: WorkingSet): Knowledge['walletOf'] =>
  (customerId, role) =>
    wallets.get(walletKey(customerId, role));

export function applyChange(set: WorkingSet, change: Change, trace?: string): void {
  switch (change.of) {
    case 'wallet':
      set.wallets.set(change.key, change.walletId);
      break;
    case 'customer':
      set.customers.set(change.customerId, change.customer);
      break;
    case 'instruction':
      set.instructions.set(change.instruction.reference, orderedIn(change.instruction, trace));
      break;
    case 'rules':
      set.rules = [...set.rules, change.rules];
      break;
    case 'approval':
      set.approvals.set(change.approval.approvalId, change.approval);
      set.audit.push(change.audit);
      break;
    case 'canary':
      set.canaries.push(change.canary);
      break;
    case 'case':
      set.cases.set(change.caseId, evolve(caseOf(set, change.caseId), change.event, change.at));
  }
}
