import type { Approval, AuditRow, ResolveInstruction } from '@angkutan/approvals';
import { type Instruction, orderedIn, type Policy } from '@angkutan/instructions';
import type { Rules } from '@angkutan/rules';
import { type CashOut, type CashOutEvent, evolve } from './domain/cash-out.ts';
import type { Customer } from './domain/customer.ts';

/** Everything that a group of messages touches, in memory: loaded before the first is decided, saved after the last. */
export interface WorkingSet {
  readonly cashOuts: Map<string, CashOut>;
  readonly customers: Map<string, Customer>;
  readonly instructions: Map<string, Instruction>;
  /** The versions of the rules that were added, in the order of their starts. */
  rules: readonly Rules[];
  /** Of operators' acts, by approvalId. */
  readonly approvals: Map<string, Approval<ResolveInstruction>>;
  /** What this group adds to the audit. */
  readonly audit: AuditRow[];
}

/** One change of the working set. */
export type Change =
  | {
      readonly of: 'cash-out';
      readonly cashOutId: string;
      readonly event: CashOutEvent;
      readonly at: Date;
    }
  | { readonly of: 'customer'; readonly customer: Customer }
  | { readonly of: 'instruction'; readonly instruction: Instruction }
  | {
      readonly of: 'rules';
      readonly rules: readonly Rules[];
      /** The version that was heard of only after its start. */
      readonly late?: string;
    }
  | {
      readonly of: 'approval';
      readonly approval: Approval<ResolveInstruction>;
      readonly audit: AuditRow;
    };

export function applyChange(set: WorkingSet, change: Change, trace?: string): void {
  switch (change.of) {
    case 'cash-out': {
      const { cashOutId, event, at } = change;
      set.cashOuts.set(cashOutId, evolve(set.cashOuts.get(cashOutId), event, at));
      break;
    }
    case 'customer':
      set.customers.set(change.customer.customerId, change.customer);
      break;
    case 'instruction':
      set.instructions.set(change.instruction.reference, orderedIn(change.instruction, trace));
      break;
    case 'rules':
      set.rules = change.rules;
      break;
    case 'approval':
      set.approvals.set(change.approval.approvalId, change.approval);
      set.audit.push(change.audit);
      break;
  }
}

/** What messages touch, each by its id. */
export interface Touched {
  readonly cashOuts?: readonly string[];
  readonly customers?: readonly string[];
  /** By reference; the cash-outs that they are for are touched with them. */
  readonly instructions?: readonly string[];
  /** By approvalId; the instructions that their acts are about are touched with them. */
  readonly approvals?: readonly string[];
}

/** What one message is decided on. */
export interface Situation {
  readonly set: WorkingSet;
  readonly now: Date;
  readonly policy: Policy;
}
